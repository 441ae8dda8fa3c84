package dev.bellows.postgres.session;

import dev.bellows.dialect.Sessions;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Sessions of PostgreSQL 13 and later. */
public final class PostgresSessions implements Sessions {
    /** The name under which our sessions are seen. */
    public static final String APPLICATION = "bellows";

    /**
     * Bookkeeping waits for nobody this long; a frozen client lets go of its locks after the second; a server that
     * defaults to another isolation would make chunks fail on each other; hidden rows are an error, not a gap; and a
     * role that is called bellows does not create the user's tables among ours.
     */
    private static final String DISCIPLINE = """
            SELECT set_config('application_name', '%s', false),
                   set_config('lock_timeout', '2s', false),
                   set_config('statement_timeout', '0', false),
                   set_config('idle_in_transaction_session_timeout', '2s', false),
                   set_config('default_transaction_isolation', 'read committed', false),
                   set_config('standard_conforming_strings', 'on', false),
                   set_config('row_security', 'off', false),
                   set_config('search_path', CASE WHEN current_user = 'bellows'
                       THEN regexp_replace(current_setting('search_path'), '"?[$]user"?[[:space:]]*,?[[:space:]]*', '')
                       ELSE current_setting('search_path') END, false)
            """.formatted(APPLICATION);

    private final ConnectionSource source;

    public PostgresSessions(ConnectionSource source) {
        this.source = source;
    }

    /** Sessions by address; the password is never printed. */
    public static PostgresSessions of(String url, String user, String password) {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        return new PostgresSessions(() -> connect(url, properties));
    }

    /** Whether the driver has a parameter of this name in its URLs. */
    public static boolean knows(String parameter) {
        return PGProperty.forName(parameter) != null;
    }

    /** By our own driver: the list of all drivers of the process belongs to the application. */
    private static Connection connect(String url, Properties properties) throws SQLException {
        var connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL: " + url.replaceAll("\\?.*", ""), "08001");
        }
        return connection;
    }

    @Override
    public Connection open() throws SQLException {
        var connection = connected();
        try {
            connection.setAutoCommit(true);
            execute(connection, DISCIPLINE);
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major >= 14) {
                execute(connection, "SELECT set_config('idle_session_timeout', '0', false)");
                watchForOurDeath(connection);
            }
            if (major >= 17) {
                execute(connection, "SELECT set_config('transaction_timeout', '0', false)");
            }
            return connection;
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** The driver says "The connection attempt failed." and keeps the reason in its cause. */
    private Connection connected() throws SQLException {
        try {
            return source.open();
        } catch (SQLException e) {
            var why = switch (e.getCause()) {
                case UnknownHostException unknown -> "the host %s is not known".formatted(unknown.getMessage());
                case SocketTimeoutException late -> "no answer in time";
                case EOFException ended -> "the server ended the connection";
                case null -> "";
                case Throwable other -> Objects.requireNonNullElse(other.getMessage(), "");
            };
            var message = Objects.requireNonNullElse(e.getMessage(), e.toString());
            throw why.isEmpty() || message.contains(why)
                    ? e
                    : new SQLException(
                            "%s: %s".formatted(message.replaceAll("[.]$", ""), why), e.getSQLState(), e.getCause());
        }
    }

    /** An orphaned backend that runs a long statement notices within a second; not every platform can. */
    private static void watchForOurDeath(Connection connection) throws SQLException {
        try {
            execute(connection, "SELECT set_config('client_connection_check_interval', '1s', false)");
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
        }
    }

    @Override
    public void limit(Connection transaction, Duration lockWait, Duration run) throws SQLException {
        var sql = "SELECT set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)";
        if (!lockWait.isZero() && Privileges.maySet(transaction, "deadlock_timeout")) {
            // The server cancels an autovacuum that is in our way only when our deadlock check finds it, by default
            // after 1 s: longer than we ever wait.
            sql += ", set_config('deadlock_timeout', '%d', true)".formatted(Math.max(1, lockWait.toMillis() / 2));
        }
        try (var statement = transaction.prepareStatement(sql)) {
            statement.setString(1, Long.toString(milliseconds(lockWait)));
            statement.setString(2, Long.toString(milliseconds(run)));
            statement.execute();
        }
    }

    @Override
    public void unlimited(Connection connection) throws SQLException {
        execute(
                connection,
                "SELECT set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)");
    }

    @Override
    public void limited(Connection connection) throws SQLException {
        execute(connection, DISCIPLINE);
    }

    @Override
    public void quiet(Connection transaction, Firing firing) throws SQLException {
        var sql = "SELECT set_config('bellows.quiet', 'on', true), set_config('synchronous_commit', 'off', true)";
        if (firing == Firing.NOTHING && Privileges.maySet(transaction, "session_replication_role")) {
            sql += ", set_config('session_replication_role', 'replica', true)";
        }
        execute(transaction, sql);
    }

    /** At least 1: zero means no limit to the server. */
    private static long milliseconds(Duration time) {
        return time.isZero() ? 0 : Math.max(1, time.toMillis());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
