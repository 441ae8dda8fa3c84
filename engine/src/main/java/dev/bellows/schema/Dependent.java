package dev.bellows.schema;

/**
 * An object that refers to a column and is not an index, constraint or trigger of its table.
 *
 * @param kind what it is
 * @param name as a person would say it, for example {@code view public.customer_list}
 * @param column the column of the table that it refers to
 */
public record Dependent(Kind kind, String name, String column) {

    /** Kinds of dependents that the servers know. */
    public enum Kind {
        VIEW,
        POLICY,
        RULE,
        /** A rule on INSERT or UPDATE of the table itself: it sees a row as it is before any trigger. */
        WRITE_RULE,
        GENERATED_COLUMN,
        PUBLICATION,
        EXTENDED_STATISTICS,
        PARTITION_KEY,
        FUNCTION,
        /** Its text has the names of the table and of the column; the server does not know whether it means them. */
        FUNCTION_TEXT,
        INBOUND_FOREIGN_KEY,
        OTHER
    }
}
