package dev.bellows.backfill;

import dev.bellows.plan.Action;
import dev.bellows.plan.StepId;
import dev.bellows.store.Control;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.Store.FailedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Compares the two shapes of every row without locks. The rows that differ are counted in the progress of the step
 * ({@code changed}); the first of them are noted as failed rows of the step.
 */
public final class VerifyRunner {
    /** How many differing rows are named. */
    public static final int NAMED = 20;

    /** Nobody waits for a reading chunk, so it may be larger. */
    private static final int TIMES_LONGER = 4;

    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final WalkSettings settings;

    public VerifyRunner(Surroundings surroundings, WalkSettings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    public WalkResult run(Connection connection, Lease lease, StepId step, Action.Verify verify, long expectedRows)
            throws SQLException, Fenced, InterruptedException {
        var place = new WalkLoop.Place(lease, step, verify.table(), Course.of(verify.walk()), expectedRows);
        var named = surroundings.dialect().store().failedRows(connection, lease.migration()).stream()
                .filter(row -> row.step().equals(step))
                .count();
        return new WalkLoop(surroundings, settings, place, new Comparing(lease, step, verify, named))
                .run(connection, place);
    }

    /** Reads the rows of a chunk that differ. */
    private final class Comparing implements ChunkWork {
        private final Lease lease;
        private final StepId step;
        private final Action.Verify verify;
        private long named;

        Comparing(Lease lease, StepId step, Action.Verify verify, long named) {
            this.lease = lease;
            this.step = step;
            this.verify = verify;
            this.named = named;
        }

        @Override
        public Duration target(Control control) {
            return control.chunk().multipliedBy(TIMES_LONGER);
        }

        @Override
        public Duration statementLimit() {
            return STATEMENT_LIMIT;
        }

        @Override
        public void prepare(Connection transaction) {
            // it writes nothing of the application's
        }

        @Override
        public long apply(Connection transaction, Chunk chunk) throws SQLException {
            var sql = verify.select() + " " + chunk.range() + " " + verify.mismatch();
            var differing = Course.texts(transaction, sql, chunk.values());
            for (List<String> key : differing) {
                if (named < NAMED) {
                    var row = new FailedRow(step, key, "the two shapes differ");
                    surroundings.dialect().store().saveFailedRow(transaction, lease.migration(), row);
                    named++;
                }
            }
            return differing.size();
        }
    }
}
