package dev.bellows.backfill;

import dev.bellows.plan.Walk;
import dev.bellows.store.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Along the pages of the file up to the number of pages at the beginning: what is written later is written by the sync.
 * A place is a number, page times {@value #PLACES} plus item, so that halving a chunk splits a page too.
 */
record PageCourse(Walk.ByPage walk) implements Course {
    /** More than any page has items: at most a quarter of the largest page size (32 kB). */
    private static final long PLACES = 8192;

    private static final long FIRST_PAGES = 16;
    private static final long MOST_PAGES = 8192;
    private static final Pattern ADDRESS = Pattern.compile("\\((\\d+),(\\d+)\\)");

    @Override
    public ChunkSize firstSize() {
        return new ChunkSize(FIRST_PAGES * PLACES, MOST_PAGES * PLACES);
    }

    @Override
    public long shown(long units) {
        return Math.max(1, units / PLACES);
    }

    @Override
    public Progress begin(Connection connection, long expectedRows) throws SQLException {
        var pages = Long.parseLong(one(connection, walk.pages().text()));
        var storage = one(connection, walk.storage().text());
        return new Progress(List.of(address(0)), Optional.of(storage), 0, 0, pages, Progress.Extent.UNFINISHED);
    }

    @Override
    public Optional<Chunk> next(Connection connection, Progress progress, long size) {
        long from = place(progress.watermark().getFirst());
        long end = progress.total() * PLACES;
        if (from >= end) {
            return Optional.empty();
        }
        return Optional.of(chunk(from, Math.min(from + size, end)));
    }

    @Override
    public Chunk row(List<String> row) {
        long place = place(row.getFirst());
        return chunk(place, place + 1);
    }

    @Override
    public boolean moved(Connection transaction, Progress progress) throws SQLException {
        return !one(transaction, walk.storage().text())
                .equals(progress.storage().orElse(""));
    }

    private Chunk chunk(long from, long upto) {
        var row = upto == from + 1 ? List.of(address(from)) : List.<String>of();
        var end = address(upto);
        return new Chunk(walk.range(), List.of(address(from), end), List.of(end), upto / PLACES, upto - from, row);
    }

    private static String address(long place) {
        return "(%d,%d)".formatted(place / PLACES, place % PLACES);
    }

    private static long place(String address) {
        var matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an address of a row: " + address);
        }
        return Long.parseLong(matcher.group(1)) * PLACES + Long.parseLong(matcher.group(2));
    }

    private static String one(Connection connection, String sql) throws SQLException {
        return Course.texts(connection, sql, List.of()).getFirst().getFirst();
    }
}
