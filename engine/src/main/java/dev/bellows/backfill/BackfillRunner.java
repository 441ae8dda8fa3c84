package dev.bellows.backfill;

import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Sessions;
import dev.bellows.plan.Action;
import dev.bellows.plan.StepId;
import dev.bellows.store.Control;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.Store.FailedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Writes the new shape of every row. Each chunk is one transaction that neither waits long nor makes anybody wait
 * beyond the stall budget; a row whose expression fails is noted and left out. Goes on from the saved watermark.
 *
 * <p>One thread. What is thrown leaves the last committed chunk as the state: after a lost connection, run it again on
 * a new one.
 */
public final class BackfillRunner {
    private final Surroundings surroundings;
    private final WalkSettings settings;

    public BackfillRunner(Surroundings surroundings, WalkSettings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    public WalkResult run(Connection connection, Lease lease, StepId step, Action.Backfill backfill, long expectedRows)
            throws SQLException, Fenced, InterruptedException {
        var place = new WalkLoop.Place(lease, step, backfill.table(), Course.of(backfill.walk()), expectedRows);
        return new WalkLoop(surroundings, settings, place, new Writing(backfill)).run(connection, place);
    }

    /** Tries the rows again that were left out; those that succeed now are noted no longer. */
    public void retryFailedRows(Connection connection, Lease lease, StepId step, Action.Backfill backfill)
            throws SQLException, Fenced {
        var course = Course.of(backfill.walk());
        var writing = new Writing(backfill);
        for (var row : surroundings.dialect().store().failedRows(connection, lease.migration())) {
            if (row.step().equals(step)) {
                retry(connection, lease, row, () -> {
                    writing.prepare(connection);
                    writing.apply(connection, course.row(row.key()));
                });
            }
        }
    }

    /** Writes one row. */
    @FunctionalInterface
    private interface RowWork {
        void write() throws SQLException;
    }

    private void retry(Connection connection, Lease lease, FailedRow row, RowWork work) throws SQLException, Fenced {
        connection.setAutoCommit(false);
        try {
            surroundings.dialect().sessions().limit(connection, settings.rowLockWait(), settings.stallBudget());
            surroundings.dialect().store().fence(connection, lease);
            work.write();
            surroundings.dialect().store().removeFailedRow(connection, lease.migration(), row);
            connection.commit();
        } catch (SQLException e) {
            switch (surroundings.dialect().faults().classify(e)) {
                case Fault.BadData ignored -> {} // it is still bad, and still noted
                case Fault.Retryable ignored -> {} // it stays noted until the next verify
                case Fault.Permanent ignored -> throw e;
                case Fault.Ambiguous ignored -> throw e;
            }
        } finally {
            WalkLoop.endTransaction(connection);
        }
    }

    /** Updates the rows of a chunk. */
    private final class Writing implements ChunkWork {
        private final Action.Backfill backfill;

        Writing(Action.Backfill backfill) {
            this.backfill = backfill;
        }

        @Override
        public Duration target(Control control) {
            return control.chunk();
        }

        @Override
        public Duration statementLimit() {
            return settings.stallBudget();
        }

        @Override
        public void prepare(Connection transaction) throws SQLException {
            var firing = backfill.triggers().isEmpty() ? Sessions.Firing.NOTHING : Sessions.Firing.EVERYTHING;
            surroundings.dialect().sessions().quiet(transaction, firing);
        }

        @Override
        public long apply(Connection transaction, Chunk chunk) throws SQLException {
            var sql = backfill.head() + " " + chunk.range() + " " + backfill.tail();
            try (var statement = transaction.prepareStatement(sql)) {
                Course.bind(statement, chunk.values());
                return statement.executeUpdate();
            }
        }
    }
}
