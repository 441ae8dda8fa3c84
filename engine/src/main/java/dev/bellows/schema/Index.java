package dev.bellows.schema;

import java.util.List;
import java.util.Optional;

/**
 * An index as the catalogue describes it.
 *
 * @param name unquoted, in the schema of its table
 * @param definition the server's own CREATE INDEX text
 * @param columns every column that it touches: keys, included columns, expressions and predicate
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
        Uniqueness uniqueness,
        Optional<String> constraint,
        Optional<String> parent,
        Validity validity,
        Traits traits) {

    public Index {
        columns = List.copyOf(columns);
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
