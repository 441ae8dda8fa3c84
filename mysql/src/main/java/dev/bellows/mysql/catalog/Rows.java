package dev.bellows.mysql.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/** Answers of queries. */
final class Rows {
    private Rows() {}

    /** The one value of a query that gives one row. */
    static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no row: " + sql, "02000");
            }
            return rows.getString(1);
        }
    }
}
