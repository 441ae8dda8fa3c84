package dev.bellows.schema;

import java.util.List;
import java.util.Optional;

/**
 * An index as the catalogue describes it.
 *
 * @param name unquoted, in the schema of its table
 * @param definition the server's own CREATE INDEX text
 * @param columns every column that it touches: keys, included columns, expressions and predicate
 * @param key what two rows may not have in common where it is unique
 * @param uniqueness whether it enforces uniqueness
 * @param constraint the constraint that it backs, if any
 * @param parent the index of the partitioned table that it is a part of, if any
 * @param validity whether queries may use it; a failed concurrent build leaves an invalid one
 * @param traits what hangs on it
 */
public record Index(
        String name,
        String definition,
        List<String> columns,
        Key key,
        Uniqueness uniqueness,
        Optional<String> constraint,
        Optional<String> parent,
        Validity validity,
        Traits traits) {

    public Index {
        columns = List.copyOf(columns);
    }

    /**
     * The key of an index.
     *
     * @param parts in order
     * @param predicate the rows that the index has, as SQL over the bare names of columns; empty where it has all
     * @param nulls whether a key with a NULL in it can be there twice
     */
    public record Key(List<Part> parts, Optional<String> predicate, Nulls nulls) {
        public Key {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A column or an expression of a key.
     *
     * @param sql over the bare names of columns, every other name with its schema
     * @param type its type without modifiers, as the server prints it
     */
    public record Part(String sql, String type) {}

    /** Whether NULLs of a key are all different, or all the same (NULLS NOT DISTINCT, PostgreSQL 15). */
    public enum Nulls {
        DISTINCT,
        EQUAL
    }

    /** Whether an index enforces uniqueness. */
    public enum Uniqueness {
        UNIQUE,
        PLAIN
    }

    /** What hangs on an index itself and does not follow its columns. */
    public record Traits(Optional<String> comment, List<Mark> marks) {
        public static final Traits NONE = new Traits(Optional.empty(), List.of());

        public Traits {
            marks = List.copyOf(marks);
        }
    }

    /** What a table has at most one index for. */
    public enum Mark {
        REPLICA_IDENTITY,
        CLUSTERED
    }

    /** Whether an index or constraint holds for all rows. */
    public enum Validity {
        VALID,
        INVALID
    }
}
