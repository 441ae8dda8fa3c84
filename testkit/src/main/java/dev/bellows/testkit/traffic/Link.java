package dev.bellows.testkit.traffic;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /** What is compared of a row, whose first field is the column {@code from} of the result. */
    static List<Optional<String>> row(ResultSet rows, int from, AppVersion version) throws SQLException {
        var values = new ArrayList<Optional<String>>();
        var fields = version.rows().fields();
        for (var at = 0; at < fields.size(); at++) {
            if (fields.get(at).comparison() == Field.Comparison.COMPARED) {
                values.add(Optional.ofNullable(rows.getString(from + at)));
            }
        }
        return values;
    }

    /** For messages. */
    static String words(List<Optional<String>> values) {
        return String.join(", ", values.stream().map(v -> v.orElse("NULL")).toList());
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
