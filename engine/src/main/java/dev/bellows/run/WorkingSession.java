package dev.bellows.run;

import dev.bellows.backfill.Surroundings;
import dev.bellows.dialect.Dialect;
import dev.bellows.dialect.Fault;
import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunEventJson;
import dev.bellows.journal.RunState;
import dev.bellows.listen.RunListener;
import dev.bellows.migration.MigrationId;
import dev.bellows.pace.Connections;
import dev.bellows.pace.Observer;
import dev.bellows.pace.Tempo;
import dev.bellows.plan.Probe;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.LeaseHeld;
import dev.bellows.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that does the work of one command and holds the lease, and another one that watches. One thread. */
final class WorkingSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkingSession.class);
    private static final Duration RECONNECT = Duration.ofSeconds(30);
    private static final int RECORD_ATTEMPTS = 5;

    /** The backend of a runner that was killed a moment ago lives on until the server notices (1 s, see sessions). */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
    private static final Duration MOST_BACK_OFF = Duration.ofSeconds(2);

    private final Surroundings surroundings;
    private final MigrationId migration;
    private final String owner;
    private Connection connection;
    private Lease lease;

    private WorkingSession(Surroundings surroundings, Lease lease, String owner, Connection connection) {
        this.surroundings = surroundings;
        this.migration = lease.migration();
        this.owner = owner;
        this.connection = connection;
        this.lease = lease;
    }

    /** Connects, makes sure that the store is there, and takes the lease. */
    static WorkingSession open(Surroundings surroundings, MigrationId migration, String owner)
            throws SQLException, LeaseHeld, InterruptedException {
        var connection = surroundings.dialect().sessions().open();
        boolean taken = false;
        try {
            surroundings.dialect().store().install(connection);
            var lease = claim(surroundings, connection, migration, owner);
            taken = true;
            return new WorkingSession(surroundings, lease, owner, connection);
        } finally {
            if (!taken) {
                Connections.closeQuietly(connection);
            }
        }
    }

    private static Lease claim(Surroundings surroundings, Connection connection, MigrationId migration, String owner)
            throws SQLException, LeaseHeld, InterruptedException {
        var tempo = surroundings.tempo();
        long begun = tempo.now();
        while (true) {
            try {
                return surroundings.dialect().store().claim(connection, migration, owner);
            } catch (LeaseHeld e) {
                if (tempo.since(begun).compareTo(GRACE) > 0) {
                    throw e;
                }
                tempo.pause().lasting(LOOK_AGAIN);
            }
        }
    }

    /** Work in a transaction. */
    @FunctionalInterface
    interface Work {
        void on(Connection transaction) throws SQLException, Fenced;
    }

    Connection connection() {
        return connection;
    }

    Lease lease() {
        return lease;
    }

    MigrationId migration() {
        return migration;
    }

    Dialect dialect() {
        return surroundings.dialect();
    }

    Store store() {
        return surroundings.dialect().store();
    }

    Observer observer() {
        return surroundings.observer();
    }

    Tempo tempo() {
        return surroundings.tempo();
    }

    RunListener listener() {
        return surroundings.listener();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    RunState state() throws SQLException {
        return RunState.of(store().journal(connection, migration).stream()
                .map(Store.Entry::event)
                .toList());
    }

    /** Journals in the caller's transaction. */
    void append(Connection transaction, RunEvent event) throws SQLException {
        store().append(transaction, migration, event);
        LOG.info("migration={} journal={}", migration, RunEventJson.write(event));
    }

    /** Journals in a transaction of its own. */
    void record(RunEvent event) throws SQLException, Fenced, InterruptedException {
        inTransaction(transaction -> append(transaction, event));
    }

    /** Asks the catalogue whether something happened. */
    Probe.Answer ask(Probe probe) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(probe.query().text())) {
            if (!rows.next()) {
                throw new SQLException("the probe gave no row: " + probe.query().text(), "02000");
            }
            return Probe.Answer.valueOf(rows.getString(1).toUpperCase(Locale.ROOT));
        }
    }

    /** Bookkeeping in a fenced transaction; tried again a few times when it could not get a lock. */
    void inTransaction(Work work) throws SQLException, Fenced, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                once(work);
                return;
            } catch (SQLException e) {
                if (!(dialect().faults().classify(e) instanceof Fault.Retryable) || attempt == RECORD_ATTEMPTS) {
                    throw e;
                }
                tempo().backOff(attempt, FIRST_BACK_OFF, MOST_BACK_OFF);
            }
        }
    }

    /** Once, fenced; rolled back unless it comes to its end. */
    void once(Work work) throws SQLException, Fenced {
        connection.setAutoCommit(false);
        try {
            store().fence(connection, lease);
            work.on(connection);
            connection.commit();
        } finally {
            backToAutocommit();
        }
    }

    /** What is not committed is rolled back; a broken connection has no transaction left. */
    void backToAutocommit() throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** After the connection was lost: a new one, and the lease again, once the server has noticed that the old is gone. */
    void reconnect() throws SQLException, LeaseHeld, InterruptedException {
        Connections.closeQuietly(connection);
        long begun = tempo().now();
        for (int attempt = 0; ; attempt++) {
            Connection opened = null;
            try {
                opened = dialect().sessions().open();
                lease = store().claim(opened, migration, owner);
                connection = opened;
                return;
            } catch (SQLException | LeaseHeld e) {
                Connections.closeQuietly(opened);
                if (tempo().since(begun).compareTo(RECONNECT) > 0) {
                    throw e;
                }
                tempo().backOff(attempt, FIRST_BACK_OFF, MOST_BACK_OFF);
            }
        }
    }

    /** Gives the lease back at once: the server ends a closed session only a little later. */
    @Override
    public void close() {
        try {
            if (!connection.isClosed() && connection.getAutoCommit()) {
                store().release(connection, lease);
            }
        } catch (SQLException e) {
            LOG.debug("migration={} the lease ends with its session: {}", migration, e.getMessage());
        } finally {
            Connections.closeQuietly(connection);
        }
    }
}
