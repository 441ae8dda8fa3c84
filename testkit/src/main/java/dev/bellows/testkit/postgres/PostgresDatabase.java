package dev.bellows.testkit.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** A database on a test server. */
public record PostgresDatabase(PostgresServer server, String name) {
    /** The JDBC address for a user. */
    public String url(String user) {
        return server.url(name, user);
    }

    /** A new connection of the superuser. */
    public Connection connection() throws SQLException {
        return connection(PostgresServer.SUPERUSER);
    }

    /** A new connection of a user. */
    public Connection connection(String user) throws SQLException {
        return server.connection(name, user);
    }

    /** Runs statements as the superuser in one simple query. */
    public void execute(String sql) throws SQLException {
        executeAs(PostgresServer.SUPERUSER, sql);
    }

    /** Runs statements as a user in one simple query. */
    public void executeAs(String user, String sql) throws SQLException {
        try (var connection = connection(user);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Removes it, with everybody who is connected to it. */
    public void drop() throws SQLException {
        try (var connection = server.superuserConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        }
    }
}
