package dev.bellows.testkit.postgres;

import dev.bellows.testkit.traffic.Database;
import dev.bellows.testkit.traffic.Forms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database on a test server. */
public record PostgresDatabase(PostgresServer server, String name) implements Database {
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

    @Override
    public Connection connect(Login login) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", login.application());
        switch (login.preparing()) {
            case AS_THE_DRIVER_DOES -> {}
            case ALWAYS -> properties.setProperty("prepareThreshold", "1");
            case NEVER -> properties.setProperty("prepareThreshold", "0");
        }
        return DriverManager.getConnection(url(login.role()), properties);
    }

    @Override
    public Connection administrator() throws SQLException {
        return connection();
    }

    @Override
    public Connection beside() throws SQLException {
        return server.superuserConnection();
    }

    @Override
    public Forms forms() {
        return new PostgresForms();
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
