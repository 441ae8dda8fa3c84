package dev.bellows.bench.ground;

import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** Questions with one answer, and statements without. */
public final class Sql {
    private Sql() {}

    /** The first column of the first row. */
    public static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    public static long number(PostgresDatabase database, String sql) throws SQLException {
        try (var connection = database.connection()) {
            return Long.parseLong(one(connection, sql));
        }
    }

    /** Each in a transaction of its own, as the superuser. */
    public static void each(PostgresDatabase database, String... statements) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
