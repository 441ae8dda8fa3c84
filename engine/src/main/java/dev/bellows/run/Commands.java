package dev.bellows.run;

import dev.bellows.backfill.Surroundings;
import dev.bellows.dialect.Fault;
import dev.bellows.journal.RunState;
import dev.bellows.listen.RunUpdate;
import dev.bellows.migration.MigrationId;
import dev.bellows.store.Fenced;
import dev.bellows.store.LeaseHeld;
import dev.bellows.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs the body of a command on a connection with the lease. A lost connection is handled like a crash: connect again,
 * take the lease again, and let the body go on from the journal.
 */
final class Commands {
    private static final int MOST_LOSSES = 10;
    private static final Duration LOSSES_APART = Duration.ofMinutes(1);

    private final Surroundings surroundings;
    private final String owner;

    Commands(Surroundings surroundings, String owner) {
        this.surroundings = surroundings;
        this.owner = owner;
    }

    /** What a command does. It may be called again, and then goes on from what the journal says. */
    @FunctionalInterface
    interface Body {
        Outcome run(WorkingSession session) throws SQLException, Fenced, InterruptedException;
    }

    /** What there is to say about a database that Bellows never touched, before it is touched. */
    @FunctionalInterface
    interface FirstLook {
        Optional<Outcome> at(Connection connection) throws SQLException;
    }

    Outcome run(MigrationId migration, String tried, FirstLook look, Body body) {
        try {
            var said = lookFirst(look);
            return said.isPresent() ? said.get() : onLease(migration, tried, body);
        } catch (SQLException e) {
            return failed(migration, tried, e);
        }
    }

    private Optional<Outcome> lookFirst(FirstLook look) throws SQLException {
        try (var connection = surroundings.dialect().sessions().open()) {
            return surroundings.dialect().store().exists(connection) ? Optional.empty() : look.at(connection);
        }
    }

    private Outcome failed(MigrationId migration, String tried, SQLException e) {
        var fault = surroundings.dialect().faults().classify(e);
        return new Outcome.Failed(standing(migration).toTryAgain(tried), tried, fault.message());
    }

    private Outcome onLease(MigrationId migration, String tried, Body body) {
        try (var session = WorkingSession.open(surroundings, migration, owner)) {
            return persistently(session, body);
        } catch (LeaseHeld e) {
            return new Outcome.Held(Standing.unknown(migration), String.valueOf(e.getMessage()));
        } catch (Fenced e) {
            return new Outcome.Held(Standing.unknown(migration), String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return failed(migration, tried, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(Standing.unknown(migration), tried, "interrupted; what was committed is kept");
        }
    }

    private Outcome persistently(WorkingSession session, Body body)
            throws SQLException, Fenced, LeaseHeld, InterruptedException {
        int losses = 0;
        long lastLoss = surroundings.tempo().now();
        while (true) {
            try {
                return body.run(session);
            } catch (SQLException e) {
                if (!(surroundings.dialect().faults().classify(e) instanceof Fault.Ambiguous)) {
                    throw e;
                }
                losses = surroundings.tempo().since(lastLoss).compareTo(LOSSES_APART) > 0 ? 1 : losses + 1;
                lastLoss = surroundings.tempo().now();
                if (losses > MOST_LOSSES) {
                    throw e;
                }
                surroundings.listener().heard(new RunUpdate.Reconnecting(String.valueOf(e.getMessage())));
                session.reconnect();
            }
        }
    }

    /** As far as the database can still be asked. */
    private Standing standing(MigrationId migration) {
        try {
            var store = surroundings.dialect().store();
            return surroundings.observer().ask(connection -> {
                if (!store.exists(connection)) {
                    return Standing.of(migration, RunState.NEW);
                }
                var events = store.journal(connection, migration).stream()
                        .map(Store.Entry::event)
                        .toList();
                return Standing.of(migration, RunState.of(events));
            });
        } catch (SQLException e) {
            return Standing.unknown(migration);
        }
    }
}
