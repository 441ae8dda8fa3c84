package dev.bellows.bench.sync;

import dev.bellows.bench.ground.DurableServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the triggers cost a statement that writes many rows. In each run every contender has its turn before any has its
 * next one.
 */
public final class Sync {
    private final long rows;
    private final int runs;
    private final Consumer<String> words;

    /** Says what goes on to {@code words}, a line at a time. */
    public Sync(long rows, int runs, Consumer<String> words) {
        this.rows = rows;
        this.runs = runs;
        this.words = words;
    }

    public SyncResult run() throws SQLException {
        words.accept("starting an embedded PostgreSQL 18");
        try (var server = DurableServer.start()) {
            var machine = server.machine();
            var shapes = new ArrayList<SyncResult.Measured>();
            for (var shape : Shape.values()) {
                words.accept("%s: making four tables of %,d rows".formatted(shape.key(), rows));
                var database = server.empty();
                var arena = Arena.prepare(database, shape, rows);
                for (var operation : Operation.values()) {
                    shapes.add(measure(arena, operation));
                }
                database.drop();
            }
            return new SyncResult(machine, rows, runs, shapes);
        }
    }

    private SyncResult.Measured measure(Arena arena, Operation operation) throws SQLException {
        Map<Contender, List<Took>> took = new EnumMap<>(Contender.class);
        for (var run = 0; run < runs; run++) {
            for (var contender : Contender.values()) {
                took.computeIfAbsent(contender, c -> new ArrayList<>()).add(arena.took(operation, contender));
            }
        }
        var measured = new SyncResult.Measured(arena.shape(), operation, took);
        words.accept("%s, %s: %.2f with Bellows, %.2f with a peer's triggers, of the same without triggers"
                .formatted(
                        arena.shape().key(),
                        operation.title(),
                        measured.ratio(Contender.BELLOWS, Contender.COLUMNS, Took::seconds),
                        measured.ratio(Contender.PEER, Contender.COLUMNS, Took::seconds)));
        return measured;
    }
}
