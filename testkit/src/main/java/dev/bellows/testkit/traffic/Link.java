package dev.bellows.testkit.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connection of one client as one version. */
final class Link implements AutoCloseable {
    private final Statements sql;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Link(Statements sql, Connection connection) {
        this.sql = sql;
        this.connection = connection;
    }

    static Link open(AppVersion version, Database database, String application) throws SQLException {
        var login =
                new Database.Login(version.name(), application, version.habits().preparing());
        return new Link(new Statements(version, database.forms()), database.connect(login));
    }

    AppVersion version() {
        return sql.version();
    }

    Statements sql() {
        return sql;
    }

    PreparedStatement prepare(String text) throws SQLException {
        var known = prepared.get(text);
        if (known == null) {
            known = sql.forms().prepare(connection, text);
            prepared.put(text, known);
        }
        return known;
    }

    void key(PreparedStatement statement, int at, long key) throws SQLException {
        version().rows().key().bind(statement, at, key);
    }

    int load(Forms.Loader loader, List<List<Object>> lines) throws SQLException {
        return loader.load(connection, version().rows(), lines);
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
