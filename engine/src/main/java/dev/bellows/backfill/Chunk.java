package dev.bellows.backfill;

import java.util.List;

/**
 * A piece of a table between two watermarks.
 *
 * @param range the condition as SQL
 * @param values one text for each {@code ?} of the range
 * @param upto the watermark after this chunk
 * @param visited rows or pages behind that watermark
 * @param units how many rows (or places for a row) it spans; at 1 it cannot be split further
 * @param row the key or address of its row, when it spans one
 */
record Chunk(String range, List<String> values, List<String> upto, long visited, long units, List<String> row) {
    Chunk {
        values = List.copyOf(values);
        upto = List.copyOf(upto);
        row = List.copyOf(row);
        if (units < 1) {
            throw new IllegalArgumentException("units: " + units);
        }
    }

    boolean isSingle() {
        return units == 1;
    }
}
