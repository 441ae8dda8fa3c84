package dev.bellows.mysql.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Our connection to the server: questions, and trials that leave nothing behind. */
final class Session {
    private static final Pattern DRIVERS_MARK = Pattern.compile("^\\(conn=\\d+\\) ");

    /** SQLSTATE classes of failures that have nothing to do with what the SQL says: connection, rollback, shutdown. */
    private static final Set<String> ACCIDENTS = Set.of("08", "40", "70");
    /** The same in HY000: lock wait timeouts, kills, time limits, a full disk, too many connections. */
    private static final Set<Integer> ACCIDENT_CODES =
            Set.of(1021, 1028, 1040, 1114, 1180, 1205, 1213, 1317, 1927, 1969, 3024);

    private final Connection connection;
    private final ServerVersion version;

    Session(Connection connection, ServerVersion version) {
        this.connection = connection;
        this.version = version;
    }

    Connection connection() {
        return connection;
    }

    ServerVersion version() {
        return version;
    }

    /** Makes a value of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String query, RowReader<T> reader, Object... binds) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (var index = 0; index < binds.length; index++) {
                statement.setObject(index + 1, binds[index]);
            }
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }

    <T> Optional<T> first(String query, RowReader<T> reader, Object... binds) throws SQLException {
        return list(query, reader, binds).stream().findFirst();
    }

    String text(String query, Object... binds) throws SQLException {
        return first(query, row -> String.valueOf(row.getString(1)), binds).orElseThrow();
    }

    /** Runs text that contains a user's SQL: the driver must not look for its own escapes in it. */
    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Reads the answer to such text. */
    <T> T ask(String sql, RowReader<T> reader) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (var rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            }
        }
    }

    /** Whether the server refused the SQL itself; otherwise the failure has nothing to do with what it says. */
    static boolean isRefusal(SQLException failure) {
        var state = failure.getSQLState();
        return state != null
                && state.length() == 5
                && !ACCIDENTS.contains(state.substring(0, 2))
                && !ACCIDENT_CODES.contains(failure.getErrorCode());
    }

    /** The server's words. */
    static String message(SQLException failure) {
        return DRIVERS_MARK.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    }
}
