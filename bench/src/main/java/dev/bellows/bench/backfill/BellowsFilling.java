package dev.bellows.bench.backfill;

import dev.bellows.Bellows;
import dev.bellows.bench.ground.Meter;
import dev.bellows.bench.ground.Migrated;
import dev.bellows.listen.RunListener;
import dev.bellows.listen.RunUpdate;
import dev.bellows.migration.MigrationFile;
import dev.bellows.plan.Action;
import dev.bellows.plan.Planned;
import dev.bellows.plan.StepId;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.util.Optional;

/** A rename as far as contract; the filling is one step of it, the comparison of every row another. */
record BellowsFilling(long rows) implements Filling {
    static final MigrationFile FILE =
            MigrationFile.named("V1__full_name.sql", "ALTER TABLE users RENAME COLUMN name TO full_name;\n");

    @Override
    public Filled fill(PostgresDatabase database) throws SQLException {
        try (var meter = Meter.of(database)) {
            var watch = new Watch(meter, fillStep(Migrated.bellows(database, RunListener.SILENT)));
            var bellows = Migrated.bellows(database, watch);
            var begun = System.nanoTime();
            Migrated.upToContract(bellows, FILE);
            return watch.filled(rows, Window.since(begun));
        }
    }

    private static StepId fillStep(Bellows bellows) throws SQLException {
        return switch (bellows.plan(FILE)) {
            case Planned.Accepted(var plan) ->
                plan.steps().stream()
                        .filter(step -> step.action() instanceof Action.Backfill)
                        .findFirst()
                        .orElseThrow()
                        .id();
            case Planned.Rejected(var problems) -> throw new IllegalStateException("rejected: " + problems);
        };
    }

    /** Takes the time and reads the meter when the step begins and ends; called on the thread of the run. */
    private static final class Watch implements RunListener {
        private final Meter meter;
        private final StepId step;
        private long begun;
        private Meter.Reading before = Meter.Reading.ZERO;
        private Optional<Filled> filled = Optional.empty();

        Watch(Meter meter, StepId step) {
            this.meter = meter;
            this.step = step;
        }

        @Override
        public void heard(RunUpdate update) {
            switch (update) {
                case RunUpdate.StepBegan(var began, var title)
                when began.equals(step) -> {
                    before = read();
                    begun = System.nanoTime();
                }
                case RunUpdate.StepEnded(var ended, var took)
                when ended.equals(step) -> {
                    var window = Window.since(begun);
                    filled = Optional.of(new Filled(0, window, window, Cost.between(before, read())));
                }
                case RunUpdate.StepBegan ignored -> {}
                case RunUpdate.StepEnded ignored -> {}
                case RunUpdate.StepFailed ignored -> {}
                case RunUpdate.WaitingForLock ignored -> {}
                case RunUpdate.ChunkDone ignored -> {}
                case RunUpdate.Throttled ignored -> {}
                case RunUpdate.Reconnecting ignored -> {}
            }
        }

        private Meter.Reading read() {
            try {
                return meter.read();
            } catch (SQLException e) {
                throw new IllegalStateException("the meter cannot be read", e);
            }
        }

        Filled filled(long rows, Window whole) {
            var seen = filled.orElseThrow(() -> new IllegalStateException("the step " + step + " did not end"));
            return new Filled(rows, seen.filling(), whole, seen.cost());
        }
    }
}
