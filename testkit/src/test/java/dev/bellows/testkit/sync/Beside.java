package dev.bellows.testkit.sync;

import dev.bellows.migration.MigrationId;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** The backfill while the writes of a script go on: chunks of two rows at first, in any order, then migrate itself. */
final class Beside implements AutoCloseable {
    private static final int ROWS_OF_A_CHUNK = 2;

    private final Lab lab;
    private final MigrationId migration;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean enough = new AtomicBoolean();
    private Optional<Future<?>> filling = Optional.empty();
    private Optional<Future<?>> migrating = Optional.empty();

    Beside(Lab lab, MigrationId migration) {
        this.lab = lab;
        this.migration = migration;
    }

    /** Begins with small chunks. */
    void fill() throws SQLException {
        var chunks = Chunks.of(lab.savedPlan(migration));
        filling = Optional.of(workers.submit(() -> {
            var random = new Random(1);
            try (var connection = lab.database().connection()) {
                while (!enough.get()) {
                    var after = random.nextInt(Script.ROWS);
                    chunks.tryToFill(connection, after, after + ROWS_OF_A_CHUNK);
                }
            }
            return true;
        }));
    }

    /** Begins with the phase that fills every row. */
    void migrate() {
        Callable<Lab> phase = () -> lab.migrate(migration);
        migrating = Optional.of(workers.submit(phase));
    }

    /** Whether it has ended, or must have before the event. */
    boolean isDue(Event event) {
        return migrating
                .filter(phase -> phase.isDone() || event instanceof Event.Move)
                .isPresent();
    }

    void finish() {
        enough.set(true);
        filling.ifPresent(Beside::join);
        migrating.ifPresent(Beside::join);
        filling = Optional.empty();
        migrating = Optional.empty();
    }

    private static void join(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the backfill failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        enough.set(true);
        workers.close();
    }
}
