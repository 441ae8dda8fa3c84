package dev.bellows.bench.backfill;

import dev.bellows.bench.backfill.Filling.Window;
import dev.bellows.bench.ground.DurableServer;
import dev.bellows.bench.ground.Sql;
import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.scenario.Permissions;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One contender on a fresh copy of the same table.
 *
 * @param original the table, which nobody touches
 * @param rows how many it has
 */
record Bout(DurableServer server, PostgresDatabase original, long rows) {

    /** Nobody else uses the table. */
    Alone alone(Contender contender) throws SQLException {
        try (var copy = Copy.of(this)) {
            var filled = contender.on(rows).fill(copy.database());
            var differing = differing(copy.database(), filled.rows());
            if (differing > 0) {
                throw new IllegalStateException("%s left %d rows unfilled".formatted(contender, differing));
            }
            return new Alone(
                    filled.rows(), filled.filling().seconds(), filled.whole().seconds(), filled.cost());
        }
    }

    /** An application uses the table: for a while before, and then all the time. */
    Pressed pressed(Contender contender, Duration idle) throws SQLException, InterruptedException {
        try (var copy = Copy.of(this)) {
            var seen = watched(copy.database(), contender, idle);
            var filled = seen.filled();
            return new Pressed(
                    filled.rows() / filled.filling().seconds(),
                    seen.idle(),
                    seen.during(),
                    seen.throughout(),
                    differing(copy.database(), filled.rows()));
        }
    }

    private record Watched(Filling.Filled filled, Felt idle, Felt during, Felt throughout) {}

    private Watched watched(PostgresDatabase database, Contender contender, Duration idle)
            throws SQLException, InterruptedException {
        try (var foreground = Foreground.on(database, rows)) {
            Thread.sleep(idle.dividedBy(2)); // connections and caches get warm
            var begun = System.nanoTime();
            Thread.sleep(idle);
            var before = foreground.felt(Window.since(begun));
            var filled = contender.on(rows).fill(database);
            return new Watched(filled, before, foreground.felt(filled.filling()), foreground.felt(filled.whole()));
        }
    }

    /** A copy that is dropped at the end; a failure to drop it does not hide the failure before. */
    private record Copy(PostgresDatabase database) implements AutoCloseable {
        static Copy of(Bout bout) throws SQLException {
            var copy = bout.server().copy(bout.original());
            Permissions.grant(copy);
            return new Copy(copy);
        }

        @Override
        public void close() throws SQLException {
            database.drop();
        }
    }

    private static long differing(PostgresDatabase database, long upto) throws SQLException {
        return Sql.number(
                database, "SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM name AND id <= " + upto);
    }
}
