package dev.bellows.backfill;

import dev.bellows.plan.Walk;
import dev.bellows.store.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Along a key: the server looks up where a chunk ends, so that gaps in the key cost nothing. */
record KeyCourse(Walk.ByKey walk) implements Course {
    private static final long FIRST_ROWS = 500;
    private static final long MOST_ROWS = 50_000;

    @Override
    public ChunkSize firstSize() {
        return new ChunkSize(FIRST_ROWS, MOST_ROWS);
    }

    @Override
    public long shown(long units) {
        return units;
    }

    @Override
    public Progress begin(Connection connection, long expectedRows) {
        return new Progress(List.of(), Optional.empty(), 0, 0, expectedRows, Progress.Extent.UNFINISHED);
    }

    @Override
    public Optional<Chunk> next(Connection connection, Progress progress, long size) throws SQLException {
        var watermark = progress.watermark();
        var bound = Course.texts(connection, keys(watermark, "LIMIT 1 OFFSET " + (size - 1)), watermark);
        if (!bound.isEmpty()) {
            return Optional.of(chunk(progress, bound.getLast(), size));
        }
        var rest = Course.texts(connection, keys(watermark, "LIMIT " + size), watermark);
        return rest.isEmpty() ? Optional.empty() : Optional.of(chunk(progress, rest.getLast(), rest.size()));
    }

    /**
     * The keys are made text outside the ordered query: {@code SELECT id::text ... ORDER BY id} would sort by the text,
     * because the output column is named {@code id} too (found by the test with bad rows).
     */
    private String keys(List<String> watermark, String limit) {
        return "SELECT %s FROM (SELECT * FROM %s WHERE %s ORDER BY %s %s) AS chunk"
                .formatted(
                        walk.select(), walk.from(), watermark.isEmpty() ? "true" : walk.after(), walk.order(), limit);
    }

    @Override
    public Chunk row(List<String> row) {
        return new Chunk(walk.at(), row, row, 0, 1, row);
    }

    @Override
    public boolean moved(Connection transaction, Progress progress) {
        return false;
    }

    private Chunk chunk(Progress progress, List<String> upto, long rows) {
        var values = new ArrayList<>(progress.watermark());
        values.addAll(upto);
        var range = progress.watermark().isEmpty() ? walk.upto() : walk.after() + " AND " + walk.upto();
        return new Chunk(range, values, upto, progress.visited() + rows, rows, rows == 1 ? upto : List.of());
    }
}
