package dev.bellows.plan;

import java.util.List;

/**
 * The order in which a table is walked in chunks.
 *
 * <p>Watermarks are lists of text values, one for each {@code ?} of a bound.
 */
public sealed interface Walk {

    /**
     * By key: {@code select} gives the key columns as text, {@code after} and {@code upto} are row comparisons with a
     * {@code ?} per key column, {@code order} the ORDER BY list.
     */
    record ByKey(List<String> columns, String select, String after, String upto, String order) implements Walk {
        public ByKey {
            columns = List.copyOf(columns);
        }
    }

    /**
     * By physical page, where there is no key: {@code range} has two {@code ?}, the first page and the page after the
     * last; {@code pages} asks for the number of pages; {@code storage} for the identity of the file, which changes
     * when the table is rewritten.
     */
    record ByPage(String range, SqlStatement pages, SqlStatement storage) implements Walk {}
}
