package dev.bellows.testkit.mysql;

import java.sql.Connection;
import java.sql.SQLException;

/** A database on a test server, with its own users. */
public record MysqlDatabase(MysqlServer server, String name) {
    void create() throws SQLException {
        var owner = MysqlUser.OWNER.account(name);
        var app = MysqlUser.APP.account(name);
        server.execute(
                "CREATE DATABASE %s CHARACTER SET utf8mb4".formatted(name),
                "CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(owner, MysqlServer.PASSWORD),
                "CREATE USER %s@'%%' IDENTIFIED BY '%s'".formatted(app, MysqlServer.PASSWORD),
                "GRANT ALL ON %s.* TO %s@'%%'".formatted(name, owner),
                "GRANT SELECT, INSERT, UPDATE, DELETE ON %s.* TO %s@'%%'".formatted(name, app));
    }

    /** The JDBC address for a user, with the password. */
    public String url(MysqlUser user) {
        return server.url(name, user.account(name));
    }

    /** A new connection of a user. */
    public Connection connect(MysqlUser user) throws SQLException {
        return Driver.connect(url(user));
    }

    /** Runs statements as the administrator, one after the other. */
    public void execute(String... statements) throws SQLException {
        executeAs(MysqlUser.ADMINISTRATOR, statements);
    }

    /** Runs statements as a user, one after the other. */
    public void executeAs(MysqlUser user, String... statements) throws SQLException {
        try (var connection = connect(user);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Removes it and its users; waits for the transactions that use its tables. */
    public void drop() throws SQLException {
        server.execute(
                "DROP DATABASE IF EXISTS " + name,
                "DROP USER IF EXISTS %s@'%%', %s@'%%'"
                        .formatted(MysqlUser.OWNER.account(name), MysqlUser.APP.account(name)));
    }
}
