package dev.bellows.mysql.session;

import dev.bellows.dialect.Sessions;
import dev.bellows.pace.Connections;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Sessions of MySQL 8.0 and MariaDB 10.5 and later. Each that was ever limited has a second connection, which ends what is
 * over its limits (decision 14). A lock timeout of ours counts for locks on tables; waits for rows are ended by the time a
 * statement may run and by the timeout of the server, which is a second. A statement in which our client has died goes on
 * to its end: no server here looks for its client meanwhile.
 */
public final class MysqlSessions implements Sessions {
    /**
     * Strict, so that a value that does not fit is an error and not another value. Zero dates are taken and refused as the
     * server does it for the application: rows that have them must stay writable. Quotes and operators are those of the
     * grammar (decision 15), whatever the server's default.
     */
    private static final String MODE = """
            SET SESSION sql_mode = concat_ws(',', 'STRICT_ALL_TABLES', 'ERROR_FOR_DIVISION_BY_ZERO',
                'NO_AUTO_VALUE_ON_ZERO', 'NO_ENGINE_SUBSTITUTION',
                if(find_in_set('NO_ZERO_DATE', @@GLOBAL.sql_mode), 'NO_ZERO_DATE', NULL),
                if(find_in_set('NO_ZERO_IN_DATE', @@GLOBAL.sql_mode), 'NO_ZERO_IN_DATE', NULL))
            """;

    /**
     * The least that both servers know as a wait; a default of the server that ends statements, cuts results, skips checks
     * or quotes names otherwise does not hold for us.
     */
    private static final List<String> DISCIPLINE = List.of(
            "SET NAMES utf8mb4",
            MODE,
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE",
            """
            SET SESSION time_zone = '+00:00', lock_wait_timeout = %1$d, innodb_lock_wait_timeout = %1$d,
                foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_select_limit = DEFAULT,
                sql_auto_is_null = 0, sql_quote_show_create = 1
            """.formatted(GuardedConnection.LEAST_WAIT.toSeconds()));

    private final ConnectionSource source;

    public MysqlSessions(ConnectionSource source) {
        this.source = source;
    }

    @Override
    public Connection open() throws SQLException {
        var connection = source.open();
        try {
            connection.setAutoCommit(true);
            for (var setting : DISCIPLINE) {
                new Sql(setting).run(connection);
            }
            new Sql("SET SESSION %s = 0".formatted(statementTimeout(connection))).run(connection);
            return GuardedConnection.around(connection, new Watchdog(source, OurSessions.mark(connection)));
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            throw e;
        }
    }

    private static String statementTimeout(Connection connection) throws SQLException {
        boolean mariadb = new Sql("SELECT version()")
                .row(connection, row -> row.getString(1))
                .filter(version -> version.contains("MariaDB"))
                .isPresent();
        return mariadb ? "max_statement_time" : "max_execution_time";
    }

    @Override
    public void limit(Connection connection, Duration lockWait, Duration run) throws SQLException {
        GuardedConnection.of(connection).limit(new Limits(lockWait, run));
    }

    @Override
    public void unlimited(Connection connection) {
        GuardedConnection.of(connection).usual(Limits.FOREVER);
    }

    @Override
    public void limited(Connection connection) {
        GuardedConnection.of(connection).usual(GuardedConnection.LEAST_WAIT.toSeconds());
    }

    /** Nothing switches off the triggers of users here, whatever is asked. */
    @Override
    public void quiet(Connection transaction, Firing firing) {
        GuardedConnection.of(transaction).quiet();
    }
}
