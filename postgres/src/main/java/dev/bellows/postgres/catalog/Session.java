package dev.bellows.postgres.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Our transaction on the server: questions, and trials that leave nothing behind. */
final class Session {
    private static final Set<String> REFUSALS = Set.of("42", "22", "0A", "2B", "54"); // classes that blame the SQL

    private final Connection connection;
    private final String searchPath;
    private final boolean canTry;

    Session(Connection connection, String searchPath, boolean canTry) {
        this.connection = connection;
        this.searchPath = searchPath;
        this.canTry = canTry;
    }

    /** Whether the role may make temporary objects here; without, nothing can be tried. */
    boolean canTry() {
        return canTry;
    }

    /** Makes a value of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Something that is tried. */
    interface Trial<T> {
        T run() throws SQLException;
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
        return first(query, row -> row.getString(1), binds).orElseThrow();
    }

    boolean truth(String query, Object... binds) throws SQLException {
        return first(query, row -> row.getBoolean(1), binds).orElse(false);
    }

    /** Runs text that contains a user's SQL: the driver must not look for its own escapes in it. */
    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** The rows of such text as one text, for EXPLAIN. */
    String explain(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            var lines = new StringBuilder();
            try (var rows = statement.executeQuery("EXPLAIN (FORMAT JSON, COSTS OFF) " + sql)) {
                while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                }
            }
            return lines.toString();
        }
    }

    /** Runs it behind a savepoint and takes it back, whatever came of it. */
    <T> T rolledBack(Trial<T> trial) throws SQLException {
        var savepoint = connection.setSavepoint();
        T result;
        try {
            result = trial.run();
        } catch (SQLException | RuntimeException e) {
            connection.rollback(savepoint);
            throw e;
        }
        connection.rollback(savepoint);
        connection.releaseSavepoint(savepoint);
        return result;
    }

    /** Names in what follows are looked up as in the user's session. */
    void withOrdinaryNames() throws SQLException {
        text("SELECT set_config('search_path', ?, true)", searchPath);
    }

    /** The server qualifies all names that it writes, and finds only those of its own catalogue. */
    void withQualifiedNames() throws SQLException {
        text("SELECT set_config('search_path', '', true)");
    }

    /** Whether the server refused the SQL itself; otherwise the failure has nothing to do with what it says. */
    static boolean isRefusal(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
    }

    static List<String> strings(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    /** A name as SQL text, quoted whether it must be or not. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
