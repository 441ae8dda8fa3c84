package dev.bellows.testkit.traffic;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The connection of one client as one version. */
final class Link implements AutoCloseable {
    private final AppVersion version;
    private final Statements sql;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Link(AppVersion version, Connection connection) {
        this.version = version;
        this.sql = new Statements(version);
        this.connection = connection;
    }

    static Link open(AppVersion version, String url, String application) throws SQLException {
        var properties = new Properties();
        properties.setProperty("ApplicationName", application);
        if (version.habits().preparing() == AppVersion.Preparing.NEVER) {
            properties.setProperty("prepareThreshold", "0");
        }
        return new Link(version, DriverManager.getConnection(url, properties));
    }

    AppVersion version() {
        return version;
    }

    Statements sql() {
        return sql;
    }

    PreparedStatement prepare(String text) throws SQLException {
        var known = prepared.get(text);
        if (known == null) {
            known = connection.prepareStatement(text);
            prepared.put(text, known);
        }
        return known;
    }

    java.sql.Array keys(List<Long> keys) throws SQLException {
        return connection.createArrayOf("bigint", keys.toArray());
    }

    static int bind(PreparedStatement statement, int from, List<Optional<Object>> values) throws SQLException {
        var at = from;
        for (var value : values) {
            if (value.isPresent()) {
                statement.setObject(at++, value.get());
            } else {
                statement.setNull(at++, java.sql.Types.NULL);
            }
        }
        return at;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }
}
