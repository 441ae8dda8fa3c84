package dev.bellows.mysql.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One statement with its values. */
public final class Sql {
    /**
     * No such database or table, or none that this role may see: access to a database, a table, a privilege of the server,
     * a view whose definer may not.
     */
    private static final Set<Integer> HIDDEN = Set.of(1044, 1049, 1109, 1142, 1143, 1146, 1227, 1356);

    private final String text;
    private final Object[] values;

    public Sql(String text, Object... values) {
        this.text = text;
        this.values = values.clone();
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** As many placeholders as there are values, for {@code IN (...)}. */
    public static String placeholders(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    public void run(Connection connection) throws SQLException {
        try (var statement = prepared(connection)) {
            statement.execute();
        }
    }

    public <T> List<T> rows(Connection connection, RowReader<T> reader) throws SQLException {
        try (var statement = prepared(connection);
                var rows = statement.executeQuery()) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        }
    }

    public <T> Optional<T> row(Connection connection, RowReader<T> reader) throws SQLException {
        return rows(connection, reader).stream().findFirst();
    }

    /** Empty where this role may not ask, or this server does not know. */
    public <T> Optional<List<T>> rowsIfVisible(Connection connection, RowReader<T> reader) throws SQLException {
        try {
            return Optional.of(rows(connection, reader));
        } catch (SQLException e) {
            if (HIDDEN.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private PreparedStatement prepared(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(text);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
