package dev.bellows.cli;

import dev.bellows.cli.settings.Address;
import dev.bellows.cli.settings.Secret;
import dev.bellows.cli.settings.Settings;
import dev.bellows.mysql.catalog.ServerVersion;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.mysql.session.ConnectionSource;
import dev.bellows.pace.Connections;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connects to MySQL or MariaDB, and learns with the first connection which of them it is. Thread-safe. */
final class MysqlConnections implements ConnectionSource {
    private final Address.Mysql address;
    private final Properties properties = new Properties();
    private volatile @Nullable MysqlGrammar grammar;

    MysqlConnections(Settings.Database database, Address.Mysql address) {
        this.address = address;
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("connectionAttributes", "program_name:bellows");
        properties.putAll(address.parameters());
        properties.setProperty("database", address.database());
        database.user().ifPresent(user -> properties.setProperty("user", user));
        database.password().map(Secret::reveal).ifPresent(password -> properties.setProperty("password", password));
    }

    @Override
    public Connection open() throws SQLException {
        var connection = connected();
        if (grammar == null) {
            grammar = grammar(connection);
        }
        return connection;
    }

    /** That of the server; who reads SQL has connected before. */
    MysqlGrammar grammar() {
        var known = grammar;
        if (known == null) {
            throw new IllegalStateException("SQL is read before a server was asked what it is");
        }
        return known;
    }

    private Connection connected() throws SQLException {
        try {
            return DriverManager.getConnection(address.jdbc(), properties);
        } catch (SQLException e) {
            throw MysqlTrouble.explained(e);
        }
    }

    private static MysqlGrammar grammar(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT version()")) {
            row.next();
            return ServerVersion.of(row.getString(1)).grammar();
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            throw e;
        }
    }
}
