package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.LineDifference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All rows of all tables of a database as text, sorted as text, so that no collation counts; neither does the order of
 * columns. Binary values are in hexadecimal. It keeps the rows in memory.
 *
 * @param tables the rows of each table by its name
 */
public record MysqlDataSnapshot(SortedMap<String, List<String>> tables) {
    private static final Set<String> BINARY =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit", "vector");
    private static final Set<String> SHAPES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection");

    public MysqlDataSnapshot {
        var copy = new TreeMap<String, List<String>>();
        tables.forEach((table, rows) -> copy.put(table, List.copyOf(rows)));
        tables = Collections.unmodifiableSortedMap(copy);
    }

    /** Reads a database as the administrator, in one transaction. */
    public static MysqlDataSnapshot of(MysqlDatabase database) throws SQLException {
        return of(database, Set.of());
    }

    /** The same without these columns, each {@code table.column}. */
    public static MysqlDataSnapshot of(MysqlDatabase database, Set<String> hidden) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR);
                var statement = connection.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            var tables = new TreeMap<String, List<String>>();
            for (var table : tables(connection)) {
                tables.put(table, rows(connection, table, hidden));
            }
            statement.execute("COMMIT");
            return new MysqlDataSnapshot(tables);
        }
    }

    /** The tables of a database that hold rows. */
    public static List<String> tables(MysqlDatabase database) throws SQLException {
        try (var connection = database.connect(MysqlUser.ADMINISTRATOR)) {
            return tables(connection);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return Rows.of(connection, """
                SELECT table_name FROM information_schema.tables
                WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema = database()""").stream().map(List::getFirst).toList();
    }

    private static List<String> rows(Connection connection, String table, Set<String> hidden) throws SQLException {
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var column : Rows.of(connection, """
                SELECT column_name, lower(data_type) FROM information_schema.columns
                WHERE table_schema = database() AND table_name = %s ORDER BY column_name""".formatted(Rows.literal(table)))) {
            if (hidden.contains(table + "." + column.getFirst())) {
                continue;
            }
            names.add(column.getFirst());
            values.add(asText(Rows.identifier(column.getFirst()), column.get(1)));
        }
        var rows = new ArrayList<String>();
        for (var row :
                Rows.of(connection, "SELECT %s FROM %s".formatted(String.join(", ", values), Rows.identifier(table)))) {
            var parts = new ArrayList<String>();
            for (var column = 0; column < names.size(); column++) {
                parts.add(names.get(column) + "=" + row.get(column));
            }
            rows.add(String.join(", ", parts));
        }
        Collections.sort(rows);
        return rows;
    }

    /** Quoted by the server, so that no value can look like the border between two columns or like a missing one. */
    private static String asText(String column, String type) {
        if (BINARY.contains(type)) {
            return "hex(%s)".formatted(column);
        }
        if (SHAPES.contains(type)) {
            return "concat(ST_SRID(%s), ':', hex(ST_AsBinary(%s)))".formatted(column, column);
        }
        // as text a FLOAT has six digits only
        return "quote(CAST(%s AS CHAR))".formatted(type.equals("float") ? column + " + 0e0" : column);
    }

    /** What differs in the rows; empty when both hold the same. */
    public List<String> diff(MysqlDataSnapshot other) {
        return LineDifference.betweenTables(tables, other.tables, LineDifference::betweenRows);
    }
}
