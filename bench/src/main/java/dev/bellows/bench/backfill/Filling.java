package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Meter;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;

/** Gives the table {@code users} a column {@code full_name} and fills it from {@code name}. */
interface Filling {
    Filled fill(PostgresDatabase database) throws SQLException;

    /**
     * What was done.
     *
     * @param rows how many rows: those with the ids from 1 on
     * @param filling when rows were written
     * @param whole the filling with all that the contender does before and after it
     * @param cost what the server spent on the filling
     */
    record Filled(long rows, Window filling, Window whole, Cost cost) {}

    /**
     * What all processes of the server spent.
     *
     * @param walBytes of write-ahead log
     * @param cpuSeconds on a core
     */
    record Cost(long walBytes, double cpuSeconds) {
        static Cost between(Meter.Reading before, Meter.Reading after) {
            return new Cost(
                    after.walBytes() - before.walBytes(),
                    after.processorSince(before).toNanos() / 1e9);
        }
    }

    /** A span of {@link System#nanoTime()}. */
    record Window(long from, long until) {
        static Window since(long from) {
            return new Window(from, System.nanoTime());
        }

        double seconds() {
            return (until - from) / 1e9;
        }
    }
}
