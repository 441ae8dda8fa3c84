package dev.bellows.mysql.session;

import dev.bellows.store.Sql;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The driver's connection, on which statements keep limits that these servers do not have. What was asked for a transaction
 * ends with it; the session learns of that before its next statement. One thread, as for any connection; closing and
 * aborting from another one is safe.
 */
final class GuardedConnection implements InvocationHandler {
    /** The least that the servers know as a wait. */
    static final Duration LEAST_WAIT = Duration.ofSeconds(1);

    /** A client that hangs in a transaction lets go of its locks after this; the server knows whole seconds. */
    private static final int IDLE_IN_TRANSACTION = 2;

    private static final int IDLE = 28_800; // as the servers are delivered: a paused run asks more often
    private static final int INTERRUPTED = 1317;
    private static final int MOST_KILLS = 10;

    private final Connection connection;
    private final Watchdog watchdog;
    private Limits limits = Limits.NONE;
    private Settings usual = Settings.DISCIPLINE;
    private Settings wanted = Settings.DISCIPLINE;
    private Settings known = Settings.DISCIPLINE;
    private boolean inTransaction;

    private GuardedConnection(Connection connection, Watchdog watchdog) {
        this.connection = connection;
        this.watchdog = watchdog;
    }

    /**
     * What differs from statement to statement.
     *
     * @param quiet whether our triggers keep still
     * @param lockSeconds the lock timeouts of the server
     */
    private record Settings(boolean quiet, long lockSeconds) {
        static final Settings DISCIPLINE = new Settings(false, LEAST_WAIT.toSeconds());

        String toGetTo(Settings other) {
            var changes = new ArrayList<String>();
            if (quiet != other.quiet) {
                changes.add("@bellows_quiet = " + (other.quiet ? "1" : "NULL"));
            }
            if (lockSeconds != other.lockSeconds) {
                changes.add("SESSION lock_wait_timeout = " + other.lockSeconds);
                changes.add("SESSION innodb_lock_wait_timeout = " + other.lockSeconds);
            }
            return "SET " + String.join(", ", changes);
        }
    }

    static Connection around(Connection connection, Watchdog watchdog) {
        return Invocation.proxy(Connection.class, new GuardedConnection(connection, watchdog));
    }

    /** Throws {@link IllegalArgumentException} for a connection that did not come from {@link #around}. */
    static GuardedConnection of(Connection connection) {
        if (Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof GuardedConnection guard) {
            return guard;
        }
        throw new IllegalArgumentException("not opened by MysqlSessions: " + connection);
    }

    void limit(Limits asked) throws SQLException {
        watchdog.ready();
        limits = asked;
        wanted = new Settings(wanted.quiet, asked.serverSeconds());
    }

    void quiet() {
        wanted = new Settings(true, wanted.lockSeconds);
    }

    /** What the session obeys from now on when nothing else is asked. */
    void usual(long lockSeconds) {
        limits = Limits.NONE;
        usual = new Settings(false, lockSeconds);
        wanted = usual;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        var call = Invocation.of(connection, method, arguments);
        return switch (method.getName()) {
            case "createStatement", "prepareStatement", "prepareCall" ->
                Invocation.proxy(
                        method.getReturnType(),
                        new GuardedStatement(this, (Connection) proxy, Objects.requireNonNull(call.proceed())));
            case "setAutoCommit" -> autoCommit(arguments != null && Boolean.FALSE.equals(arguments[0]), call);
            case "commit" -> ending(call);
            case "rollback" -> arguments == null ? ending(call) : call.proceed();
            case "close", "abort" -> closing(call);
            case "equals" -> Invocation.isProxyOf(this, arguments);
            default -> call.proceed();
        };
    }

    /** Within the limits. Outside of a transaction they are for one statement only. */
    @Nullable
    Object executing(Invocation statement) throws Throwable {
        if (connection.isClosed()) {
            return statement.proceed();
        }
        settle();
        if (limits.areNone()) {
            return statement.proceed();
        }
        var watch = watchdog.begin(limits);
        try {
            return statement.proceed();
        } finally {
            if (watch.end()) {
                absorb();
            }
            if (!inTransaction) {
                asUsual();
            }
        }
    }

    private void settle() throws SQLException {
        if (!known.equals(wanted)) {
            new Sql(known.toGetTo(wanted)).run(connection);
            known = wanted;
        }
    }

    /**
     * A KILL that finds a session idle does nothing. In the moment between the answer and being idle nobody promises that, so
     * what comes next is something without a meaning. (MysqlSessionsTest never saw it hit, without this neither.)
     */
    private void absorb() {
        for (int i = 0; i < MOST_KILLS; i++) {
            try {
                new Sql("DO 0").run(connection);
                return;
            } catch (SQLException e) {
                if (e.getErrorCode() != INTERRUPTED) {
                    return; // the connection is lost, which the next statement of the caller shows
                }
            }
        }
    }

    private @Nullable Object autoCommit(boolean begins, Invocation call) throws Throwable {
        if (begins == inTransaction) {
            return call.proceed();
        }
        // in one go: the driver then finds that there is nothing left to do
        new Sql("SET SESSION wait_timeout = %d, autocommit = %d"
                        .formatted(begins ? IDLE_IN_TRANSACTION : IDLE, begins ? 0 : 1))
                .run(connection);
        var result = call.proceed();
        inTransaction = begins;
        asUsual();
        return result;
    }

    private @Nullable Object ending(Invocation call) throws Throwable {
        try {
            return call.proceed();
        } finally {
            asUsual();
        }
    }

    private void asUsual() {
        limits = Limits.NONE;
        wanted = usual;
    }

    private @Nullable Object closing(Invocation call) throws Throwable {
        try {
            return call.proceed();
        } finally {
            watchdog.close();
        }
    }
}
