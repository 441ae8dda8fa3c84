package dev.bellows.plan;

import java.util.List;

/**
 * The order in which a table is walked in chunks.
 *
 * <p>Watermarks are lists of text values, one for each {@code ?} of a bound.
 */
public sealed interface Walk {

    /**
     * By key: {@code from} is the table as SQL, {@code select} gives the key columns as text, {@code after}, {@code upto}
     * and {@code at} (exactly this row) are row comparisons with a {@code ?} per key column, {@code order} the ORDER BY
     * list.
     */
    record ByKey(List<String> columns, String from, String select, String after, String upto, String at, String order)
            implements Walk {
        public ByKey {
            columns = List.copyOf(columns);
        }
    }

    /**
     * By physical page, where there is no key: {@code range} has two {@code ?}, the first address and the address after
     * the last, bound as text {@code (page,item)} so that a chunk can be split down to one row; {@code pages} asks for
     * the number of pages; {@code storage} for the identity of the file, which changes when the table is rewritten.
     */
    record ByPage(String range, SqlStatement pages, SqlStatement storage) implements Walk {}
}
