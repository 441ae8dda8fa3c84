package dev.bellows.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One statement with its values; a list is bound as an array of texts, where the server has arrays. Immutable. */
public final class Sql {
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

    private PreparedStatement prepared(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(text);
        try {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof List<?> list) {
                    statement.setArray(i + 1, connection.createArrayOf("text", list.toArray()));
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
