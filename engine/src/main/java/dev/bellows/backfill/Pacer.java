package dev.bellows.backfill;

import dev.bellows.dialect.LoadSignals.Load;
import dev.bellows.listen.RunUpdate;
import dev.bellows.migration.MigrationId;
import dev.bellows.pace.Throttle;
import dev.bellows.plan.StepId;
import dev.bellows.store.Control;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Stands between two chunks: reads what the operator wants and what the server feels, and waits. */
final class Pacer {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Surroundings surroundings;
    private final Control defaults;
    private final MigrationId migration;
    private final StepId step;
    private Optional<Load> load = Optional.empty();
    private String unreadable = "";
    private Optional<String> slowedBy = Optional.empty();

    Pacer(Surroundings surroundings, Control defaults, MigrationId migration, StepId step) {
        this.surroundings = surroundings;
        this.defaults = defaults;
        this.migration = migration;
        this.step = step;
    }

    /** Waits until the next chunk may run; empty when the run is paused. */
    Optional<Control> admit(Duration lastChunk) throws SQLException, InterruptedException {
        while (true) {
            var control = control();
            if (control.mode() == Control.Mode.PAUSED) {
                return Optional.empty();
            }
            if (load.isEmpty()) {
                sample();
            }
            switch (Throttle.decide(load, control, lastChunk)) {
                case Throttle.Go ignored -> {
                    slowedBy = Optional.empty();
                    return Optional.of(control);
                }
                case Throttle.Slow(var rest, var reason) -> {
                    slowedBy = Optional.of(reason);
                    load = Optional.empty();
                    surroundings.tempo().pause().lasting(rest);
                    return Optional.of(control);
                }
                case Throttle.Hold(var reason) -> {
                    surroundings
                            .listener()
                            .heard(new RunUpdate.Throttled(step, load.isEmpty() ? reason + ": " + unreadable : reason));
                    load = Optional.empty();
                    surroundings.tempo().pause().lasting(LOOK_AGAIN);
                }
            }
        }
    }

    /** Reads the load; called while a chunk still holds its locks, because only then somebody can wait for them. */
    void sample() {
        try {
            load = Optional.of(surroundings
                    .observer()
                    .ask(connection -> surroundings.dialect().observers().load().read(connection)));
        } catch (SQLException e) {
            load = Optional.empty();
            unreadable = String.valueOf(e.getMessage());
        }
    }

    Optional<String> slowedBy() {
        return slowedBy;
    }

    private Control control() throws SQLException {
        return surroundings
                .observer()
                .ask(connection -> surroundings.dialect().store().control(connection, migration, defaults));
    }
}
