package dev.bellows.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table constraint.
 *
 * @param name unquoted
 * @param kind what it enforces
 * @param columns the columns of its own table, in key order where that matters
 * @param definition the server's text of it, without the name
 * @param references the table that a foreign key points at
 * @param validity whether all rows are known to satisfy it
 * @param comment on it, if any
 */
public record Constraint(
        String name,
        Kind kind,
        List<String> columns,
        String definition,
        Optional<TableName> references,
        Index.Validity validity,
        Optional<String> comment) {

    public Constraint {
        columns = List.copyOf(columns);
    }

    /** Whether it is a key that may be violated within a transaction, or a statement. */
    public boolean isDeferrableKey() {
        return (kind == Kind.PRIMARY_KEY || kind == Kind.UNIQUE) && definition.contains(" DEFERRABLE");
    }

    /** What a constraint enforces. NOT NULL is a property of the column, not listed here. */
    public enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        CHECK,
        FOREIGN_KEY,
        EXCLUSION
    }
}
