package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.DurableServer;
import dev.bellows.bench.ground.Sql;
import dev.bellows.bench.ground.Users;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How fast a column is filled, and what an application feels meanwhile. In each run every contender has its turn on a
 * fresh copy of the same table, first alone and then with an application beside it; who begins changes from run to run.
 */
public final class Backfill {
    private final Settings settings;
    private final Consumer<String> words;

    /**
     * What is measured.
     *
     * @param sizes the numbers of rows
     * @param idle how long the application is watched before a contender begins
     */
    public record Settings(List<Long> sizes, int runs, Duration idle) {
        public Settings {
            sizes = List.copyOf(sizes);
        }
    }

    /** Says what goes on to {@code words}, a line at a time. */
    public Backfill(Settings settings, Consumer<String> words) {
        this.settings = settings;
        this.words = words;
    }

    public BackfillResult run() throws SQLException, InterruptedException {
        words.accept("starting an embedded PostgreSQL 18");
        try (var server = DurableServer.start()) {
            var machine = server.machine();
            var sizes = new ArrayList<BackfillResult.Size>();
            for (var rows : settings.sizes()) {
                sizes.add(size(server, rows));
            }
            return new BackfillResult(machine, settings.runs(), settings.idle(), sizes);
        }
    }

    private BackfillResult.Size size(DurableServer server, long rows) throws SQLException, InterruptedException {
        words.accept("making a table of %,d rows".formatted(rows));
        var original = table(server, rows);
        var bout = new Bout(server, original, rows);
        Map<Contender, List<Alone>> alone = new EnumMap<>(Contender.class);
        Map<Contender, List<Pressed>> pressed = new EnumMap<>(Contender.class);
        for (var run = 0; run < settings.runs(); run++) {
            for (var contender : order(run)) {
                var result = bout.alone(contender);
                alone.computeIfAbsent(contender, c -> new ArrayList<>()).add(result);
                words.accept("run %d, %s alone: %,.0f rows/s, %.0f bytes of log for a row"
                        .formatted(run + 1, contender.title(), result.rowsPerSecond(), result.walBytesPerRow()));
            }
            for (var contender : order(run)) {
                var result = bout.pressed(contender, settings.idle());
                pressed.computeIfAbsent(contender, c -> new ArrayList<>()).add(result);
                words.accept("run %d, %s beside an application: %,.0f rows/s, p99 %.1f ms, before %.1f ms"
                        .formatted(
                                run + 1,
                                contender.title(),
                                result.rowsPerSecond(),
                                result.during().p99(),
                                result.idle().p99()));
            }
        }
        original.drop();
        return new BackfillResult.Size(rows, entries(alone, pressed));
    }

    /** With statistics, all hint bits set and the visibility map complete, as a table that has been there for long. */
    private static PostgresDatabase table(DurableServer server, long rows) throws SQLException {
        var database = server.empty();
        Sql.each(
                database,
                Users.create("users"),
                Users.insert("users", 1, rows),
                "VACUUM (ANALYZE) users",
                "CHECKPOINT");
        return database;
    }

    private static List<Contender> order(int run) {
        var order = new ArrayList<>(List.of(Contender.values()));
        Collections.rotate(order, -run);
        return order;
    }

    private static List<BackfillResult.Entry> entries(
            Map<Contender, List<Alone>> alone, Map<Contender, List<Pressed>> pressed) {
        return List.of(Contender.values()).stream()
                .map(contender -> new BackfillResult.Entry(
                        contender,
                        alone.getOrDefault(contender, List.of()),
                        pressed.getOrDefault(contender, List.of())))
                .toList();
    }
}
