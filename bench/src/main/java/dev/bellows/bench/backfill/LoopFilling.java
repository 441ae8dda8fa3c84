package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Meter;
import dev.bellows.bench.ground.Sql;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** The loop that is written by hand everywhere. A large table is left after {@value #MOST_BATCHES} batches. */
record LoopFilling(long rows) implements Filling {
    static final long BATCH = 1_000;
    static final Duration SLEEP = Duration.ofMillis(50);

    /** No batch differs from the next but by its ids, so that the rate of the first ones is the rate of all. */
    static final long MOST_BATCHES = 1_000;

    /** The rows that are filled. */
    static long slice(long rows) {
        return Math.min(rows, BATCH * MOST_BATCHES);
    }

    @Override
    public Filled fill(PostgresDatabase database) throws SQLException {
        Sql.each(database, PlainFilling.ADD);
        try (var meter = Meter.of(database);
                var batch = meter.connection()
                        .prepareStatement("UPDATE users SET full_name = name WHERE id > ? AND id <= ?")) {
            var before = meter.read();
            var begun = System.nanoTime();
            var written = loop(batch);
            var window = Window.since(begun);
            return new Filled(written, window, window, Cost.between(before, meter.read()));
        }
    }

    private long loop(PreparedStatement batch) throws SQLException {
        var upto = slice(rows);
        long written = 0;
        for (long from = 0; from < upto; from += BATCH) {
            if (from > 0) {
                sleep();
            }
            batch.setLong(1, from);
            batch.setLong(2, Math.min(from + BATCH, upto));
            written += batch.executeLargeUpdate();
        }
        return written;
    }

    private static void sleep() {
        try {
            Thread.sleep(SLEEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two batches", e);
        }
    }
}
