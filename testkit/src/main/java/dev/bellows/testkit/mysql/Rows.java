package dev.bellows.testkit.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads results as text. */
final class Rows {
    private Rows() {}

    /** The rows of a query, each with its columns as text; an absent value is {@code NULL}. */
    static List<List<String>> of(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var columns = rows.getMetaData().getColumnCount();
            var all = new ArrayList<List<String>>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= columns; column++) {
                    var value = rows.getString(column);
                    row.add(value == null ? "NULL" : value);
                }
                all.add(List.copyOf(row));
            }
            return all;
        }
    }

    /** The rows as lines of {@code name=value}. */
    static List<String> named(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var facts = rows.getMetaData();
            var all = new ArrayList<String>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (var column = 1; column <= facts.getColumnCount(); column++) {
                    row.add(facts.getColumnLabel(column) + "=" + rows.getString(column));
                }
                all.add(String.join(", ", row));
            }
            return all;
        }
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
