package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.LineDifference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of all tables: per table their number and a hash over the set of rows, in which neither their order nor the
 * order of columns counts, and the rows themselves where there are few. Rows of a partition belong to the partition.
 *
 * @param tables the content of each table by its name with the schema
 * @param sequences where each sequence stands, by its name; not part of {@link #diff}, as unused numbers are no loss
 */
public record DataSnapshot(SortedMap<String, Content> tables, SortedMap<String, String> sequences) {
    private static final int FEW = 1_000;

    private static final String TABLES = """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND n.nspname <> ALL (current_setting('bellows.hidden')::text[])""";

    private static final String COLUMNS = """
            SELECT a.attname FROM pg_attribute a
            WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped""";

    private static final String SEQUENCES = """
            SELECT format('%I.%I', schemaname, sequencename) || ' ' || coalesce(last_value::text, 'unused')
            FROM pg_sequences
            WHERE schemaname <> ALL (current_setting('bellows.hidden')::text[])""";

    /** The rows of one table; the list is empty when there are more than a thousand. */
    public record Content(long count, String hash, List<String> rows) {
        public Content {
            rows = List.copyOf(rows);
        }
    }

    public DataSnapshot {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
    }

    /** Reads a database as the superuser. */
    public static DataSnapshot of(PostgresDatabase database, DataScope scope) throws SQLException {
        try (var connection = database.connection()) {
            return of(connection, scope);
        }
    }

    /** Reads in one read-only transaction on a connection that is in no transaction. */
    public static DataSnapshot of(Connection connection, DataScope scope) throws SQLException {
        try (var reading = SnapshotTransaction.begin(connection, scope.hiddenSchemas())) {
            var tables = new TreeMap<String, Content>();
            for (var table : reading.texts("tables", TABLES)) {
                tables.put(table, content(reading, table, scope));
            }
            var sequences = new TreeMap<String, String>();
            for (var sequence : reading.texts("sequences", SEQUENCES)) {
                var space = sequence.lastIndexOf(' ');
                sequences.put(sequence.substring(0, space), sequence.substring(space + 1));
            }
            return new DataSnapshot(tables, sequences);
        }
    }

    private static Content content(SnapshotTransaction reading, String table, DataScope scope) throws SQLException {
        var columns = new TreeSet<>(reading.texts("columns of " + table, COLUMNS.formatted(literal(table))));
        columns.removeIf(column -> scope.hiddenColumns().contains(table + "." + column));
        var parts = new ArrayList<String>();
        for (var column : columns) {
            // quote_nullable, so that no value can look like the border between two columns
            parts.add("%s || quote_nullable(%s::text)".formatted(literal(column + "="), identifier(column)));
        }
        var row = parts.isEmpty() ? "''" : "concat_ws(', ', %s)".formatted(String.join(", ", nested(parts)));
        var rows = "(SELECT %s AS r FROM ONLY %s) rows".formatted(row, table);
        // The sum of two 64-bit hashes: the order of rows does not count, their number does.
        var summary = reading.texts(
                        "rows of " + table,
                        "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(r, 0)), 0) || ' '"
                                + " || coalesce(sum(hashtextextended(r, 1)), 0) FROM " + rows)
                .getFirst();
        var space = summary.indexOf(' ');
        var count = Long.parseLong(summary.substring(0, space));
        var listed = count > FEW
                ? List.<String>of()
                : reading.texts("rows of " + table, "SELECT r FROM %s ORDER BY r COLLATE \"C\"".formatted(rows));
        return new Content(count, summary.substring(space + 1), listed);
    }

    /** A function takes at most a hundred arguments. */
    private static List<String> nested(List<String> parts) {
        if (parts.size() <= 50) {
            return parts;
        }
        var groups = new ArrayList<String>();
        for (var from = 0; from < parts.size(); from += 50) {
            groups.add("concat_ws(', ', %s)"
                    .formatted(String.join(", ", parts.subList(from, Math.min(from + 50, parts.size())))));
        }
        return nested(groups);
    }

    /** The same without a table, {@code schema.table}. */
    public DataSnapshot without(String table) {
        var others = new TreeMap<>(tables);
        others.remove(table);
        return new DataSnapshot(others, sequences);
    }

    /** What differs in the rows; empty when both hold the same. */
    public List<String> diff(DataSnapshot other) {
        return LineDifference.betweenTables(tables, other.tables, DataSnapshot::difference);
    }

    private static List<String> difference(String table, Content left, Content right) {
        var listed = left.rows().size() == left.count() && right.rows().size() == right.count();
        if (listed) {
            return LineDifference.betweenRows(table, left.rows(), right.rows());
        }
        return List.of("! %s: %d rows with hash %s, in the other %d rows with hash %s"
                .formatted(table, left.count(), left.hash(), right.count(), right.hash()));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
