package dev.bellows.testkit.mysql;

import dev.bellows.testkit.traffic.AppVersion.Preparing;
import dev.bellows.testkit.traffic.Database;
import dev.bellows.testkit.traffic.Forms;
import java.sql.Connection;
import java.sql.SQLException;

/** A database on a test server, with its own users. */
public record MysqlDatabase(MysqlServer server, String name) implements Database {
    private static final String BESIDE = "beside";

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

    /** A new connection of any account. */
    public Connection connection(String account) throws SQLException {
        return Driver.connect(server.url(name, account));
    }

    /** Prepares on the server where that is asked for; the driver does not by itself. */
    @Override
    public Connection connect(Login login) throws SQLException {
        return Driver.connect("%s&connectionAttributes=program_name:%s&useServerPrepStmts=%s"
                .formatted(
                        server.url(name, login.role()),
                        login.application().replace(' ', '-'),
                        login.preparing() == Preparing.ALWAYS));
    }

    @Override
    public Connection administrator() throws SQLException {
        return connect(MysqlUser.ADMINISTRATOR);
    }

    @Override
    public Connection beside() throws SQLException {
        server.execute("CREATE DATABASE IF NOT EXISTS " + BESIDE);
        return Driver.connect(server.url(BESIDE, MysqlServer.ADMINISTRATOR));
    }

    @Override
    public Forms forms() {
        return new MysqlForms();
    }

    /** Runs a text of statements as any account, as the clients of the servers read it. */
    public void run(String account, String script) throws SQLException {
        try (var connection = Driver.connect(server.url(name, account) + "&allowMultiQueries=true")) {
            new MysqlScript(script).run(connection);
        }
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
