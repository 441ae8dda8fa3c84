package dev.bellows.testkit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One consistent, read-only view of a database, in which names and values are always printed the same way. */
final class SnapshotTransaction implements AutoCloseable {
    private static final String SETTINGS = """
            SET LOCAL search_path = '';
            SET LOCAL timezone = 'UTC';
            SET LOCAL datestyle = 'ISO';
            SET LOCAL intervalstyle = 'postgres';
            SET LOCAL bytea_output = 'hex';
            SET LOCAL extra_float_digits = 1;
            SET LOCAL quote_all_identifiers = off;
            SET LOCAL row_security = off""";

    private final Connection connection;

    private SnapshotTransaction(Connection connection) {
        this.connection = connection;
    }

    static SnapshotTransaction begin(Connection connection, Set<String> hiddenSchemas) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("the connection is in a transaction; a snapshot needs its own");
        }
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            statement.execute(SETTINGS);
        }
        var transaction = new SnapshotTransaction(connection);
        try (var hidden = connection.prepareStatement("SELECT set_config('bellows.hidden', ?::text[]::text, true)")) {
            hidden.setArray(1, connection.createArrayOf("text", new TreeSet<>(hiddenSchemas).toArray()));
            hidden.execute();
        }
        return transaction;
    }

    /** The first column of all rows; the name is for the message when it fails. */
    List<String> texts(String name, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new SQLException("cannot read %s: %s".formatted(name, e.getMessage()), e.getSQLState(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }
}
