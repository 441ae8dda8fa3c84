package dev.bellows.migration;

import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Optional;

/** One change that a migration asks for, as data. Only a SQL front end knows the text that it came from. */
public sealed interface Operation {

    /** The table that it changes. */
    TableName table();

    /** Where the user wrote it. */
    SourcePosition position();

    /**
     * A new table, by the statement that makes it.
     *
     * @param references other tables that its foreign keys point at, sorted: making it locks them briefly
     */
    record CreateTable(TableName table, String sql, List<TableName> references, SourcePosition position)
            implements Operation {
        public CreateTable {
            references = List.copyOf(references);
        }

        /** A table that refers to no other. */
        public CreateTable(TableName table, String sql, SourcePosition position) {
            this(table, sql, List.of(), position);
        }
    }

    /**
     * A new column.
     *
     * @param column its name
     * @param type its type as written
     * @param collation the COLLATE clause's name as written, if any
     * @param defaultValue the default as written, if any
     * @param required whether it is NOT NULL
     * @param place where it stands; some servers know only the end
     */
    record AddColumn(
            TableName table,
            String column,
            String type,
            Optional<String> collation,
            Optional<String> defaultValue,
            Requirement required,
            Place place,
            SourcePosition position)
            implements Operation {}

    /** Where a new column stands in its table. */
    sealed interface Place {
        record First() implements Place {}

        record Last() implements Place {}

        record After(String column) implements Place {}
    }

    /** Whether a value is required. */
    enum Requirement {
        OPTIONAL,
        REQUIRED
    }

    record RenameColumn(TableName table, String column, String newName, SourcePosition position) implements Operation {}

    /**
     * Another type for a column.
     *
     * @param using the USING expression as written, if any
     */
    record ChangeType(
            TableName table,
            String column,
            String type,
            Optional<String> collation,
            Optional<String> using,
            SourcePosition position)
            implements Operation {}

    record SetNotNull(TableName table, String column, SourcePosition position) implements Operation {}

    record DropNotNull(TableName table, String column, SourcePosition position) implements Operation {}

    record SetDefault(TableName table, String column, String expression, SourcePosition position)
            implements Operation {}

    record DropDefault(TableName table, String column, SourcePosition position) implements Operation {}

    record DropColumn(TableName table, String column, SourcePosition position) implements Operation {}

    /**
     * A new index, by the statement that makes it.
     *
     * @param index its name; the front end refuses an index without one
     * @param sql the statement without CONCURRENTLY, its parts in {@code head} up to and including INDEX
     * @param columns the columns that it touches
     */
    record CreateIndex(TableName table, String index, IndexText sql, List<String> columns, SourcePosition position)
            implements Operation {
        public CreateIndex {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The text that makes an index, in two parts: what stands before its name, and the rest from the name on. On PostgreSQL
     * it is CREATE INDEX around the place of CONCURRENTLY and IF NOT EXISTS, elsewhere a clause of ALTER TABLE.
     */
    record IndexText(String head, String fromName) {}

    /**
     * An index to be dropped.
     *
     * @param table the table that it belongs to. The text does not name it: as parsed it is the index's own schema and
     *     name, and {@link Migration#resolved} puts the table in.
     */
    record DropIndex(TableName table, String index, SourcePosition position) implements Operation {}

    /**
     * A comment on a table, or on one of its columns or indexes; an empty comment removes it.
     *
     * @param table the table; for an index as parsed its own schema and name, as in {@link DropIndex}
     * @param name of the table, column or index
     */
    record Comment(TableName table, CommentTarget on, String name, Optional<String> text, SourcePosition position)
            implements Operation {}

    /** What a comment is on. */
    enum CommentTarget {
        TABLE,
        COLUMN,
        INDEX
    }

    /**
     * An UPDATE of the whole table: what columns are filled with.
     *
     * @param assignments the SET list
     * @param scope all rows, or only those where the one assigned column is NULL
     */
    record FillColumns(TableName table, List<Assignment> assignments, FillScope scope, SourcePosition position)
            implements Operation {
        public FillColumns {
            assignments = List.copyOf(assignments);
        }
    }

    /** One {@code column = expression} as written. */
    record Assignment(String column, String expression, SourcePosition position) {}

    /** Which rows an UPDATE is for. */
    enum FillScope {
        ALL_ROWS,
        NULLS_ONLY
    }
}
