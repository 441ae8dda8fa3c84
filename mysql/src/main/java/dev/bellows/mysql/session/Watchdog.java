package dev.bellows.mysql.session;

import dev.bellows.pace.Connections;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Watches the statements of one session over a second connection, and ends those that are over their limits (decision 14).
 * A lost second connection is opened again; while there is none, the timeouts of the server hold.
 */
final class Watchdog implements AutoCloseable {
    private static final int ANSWER_MS =
            5_000; // a server that does not answer must not keep the statement from returning

    /** States in which a statement stands in a queue; a wait for a replica or for the disk is none. */
    private static final String WAITING = """
            SELECT count(*) FROM information_schema.processlist
            WHERE id = ? AND (state LIKE 'Waiting for%lock' OR state = 'Waiting for table flush')
            """;

    private final ConnectionSource source;
    private final long session;
    private @Nullable Connection connection;
    private @Nullable ScheduledExecutorService timer;

    Watchdog(ConnectionSource source, long session) {
        this.source = source;
        this.session = session;
    }

    /** Connects before it is needed: to connect takes as long as a statement may wait. */
    synchronized void ready() throws SQLException {
        var known = connection;
        if (known == null || known.isClosed()) {
            connection = connected();
        }
    }

    /** From now on, until the watch is ended. */
    synchronized Watch begin(Limits limits) {
        var known = timer;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("bellows watchdog").factory());
            timer = known;
        }
        return Watch.begin(this, limits, known);
    }

    /** False also where it cannot be known just now. */
    boolean waits() {
        return asked(server ->
                new Sql(WAITING, session).row(server, row -> row.getInt(1)).orElse(0) > 0);
    }

    /** Ends the statement that runs now, if one does. */
    void kill() {
        asked(server -> {
            new Sql("KILL QUERY " + session).run(server);
            return true;
        });
    }

    /** Something to ask. */
    @FunctionalInterface
    private interface Question {
        boolean ask(Connection server) throws SQLException;
    }

    private synchronized boolean asked(Question question) {
        try {
            ready();
            var known = connection;
            return known != null && question.ask(known);
        } catch (SQLException e) {
            Connections.closeQuietly(connection);
            connection = null; // the next look connects again
            return false;
        }
    }

    private Connection connected() throws SQLException {
        var opened = source.open();
        try {
            opened.setNetworkTimeout(Runnable::run, ANSWER_MS);
            new Sql("SET SESSION wait_timeout = " + Limits.FOREVER).run(opened);
            OurSessions.mark(opened);
            return opened;
        } catch (SQLException e) {
            Connections.closeQuietly(opened);
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
        Connections.closeQuietly(connection);
        connection = null;
    }
}
