package dev.bellows.backfill;

import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.StepId;
import dev.bellows.schema.TableName;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.Progress;
import dev.bellows.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Walks a table chunk by chunk, each in a transaction that also moves the watermark. One instance per walk and
 * connection.
 */
final class WalkLoop {
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(20);
    private static final Duration MOST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROW = Duration.ofMinutes(1);
    private static final Duration OLD_TRANSACTION = Duration.ofMillis(100);

    private final Surroundings surroundings;
    private final WalkSettings settings;
    private final Lease lease;
    private final StepId step;
    private final Course course;
    private final ChunkWork work;
    private final ChunkSize size;
    private final Pacer pacer;
    private Progress progress = new Progress(List.of(), Optional.empty(), 0, 0, 0, Progress.Extent.UNFINISHED);
    private Duration lastChunk = Duration.ZERO;
    /** Without what a chunk of any size costs: where a commit waits for a far replica, smaller chunks do not help. */
    private Duration lastWork = Duration.ZERO;

    private Duration rowLimit;
    private int failures;

    WalkLoop(Surroundings surroundings, WalkSettings settings, Place place, ChunkWork work) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.lease = place.lease();
        this.step = place.step();
        this.course = place.course();
        this.work = work;
        this.size = course.firstSize();
        this.pacer = new Pacer(surroundings, settings.defaults(), lease.migration(), step);
        this.rowLimit = work.statementLimit();
    }

    /** Where a walk goes. */
    record Place(Lease lease, StepId step, TableName table, Course course, long expectedRows) {}

    WalkResult run(Connection connection, Place place) throws SQLException, Fenced, InterruptedException {
        progress = saved(connection, place.expectedRows());
        long begun = surroundings.tempo().now();
        long visitedBefore = progress.visited();
        long lastCommit = begun;
        while (progress.finished() == Progress.Extent.UNFINISHED) {
            var control = pacer.admit(lastChunk);
            if (control.isEmpty()) {
                return new WalkResult.Paused();
            }
            long start = surroundings.tempo().now();
            Optional<Chunk> chunk = Optional.empty();
            try {
                chunk = course.next(connection, progress, size.current());
                start = surroundings.tempo().now();
                commitChunk(connection, chunk, place);
                lastChunk = surroundings.tempo().since(start);
                size.took(lastWork, work.target(control.get()));
                failures = 0;
                rowLimit = work.statementLimit();
                lastCommit = surroundings.tempo().now();
                announce(begun, visitedBefore);
            } catch (SQLException e) {
                if (leftOut(connection, chunk, e)) {
                    lastCommit = surroundings.tempo().now();
                } else if (surroundings.tempo().since(lastCommit).compareTo(settings.patience()) > 0) {
                    return new WalkResult.Stalled(stalled(place.table(), e));
                }
            }
        }
        return new WalkResult.Finished(progress);
    }

    private Progress saved(Connection connection, long expectedRows) throws SQLException {
        var known = store().progress(connection, lease.migration(), step);
        return known.isPresent() ? known.get() : course.begin(connection, expectedRows);
    }

    /** One chunk, or the end of the walk, in one transaction. */
    private void commitChunk(Connection connection, Optional<Chunk> chunk, Place place) throws SQLException, Fenced {
        connection.setAutoCommit(false);
        try {
            boolean single = chunk.isPresent() && chunk.get().isSingle();
            dialectLimits(connection, single ? rowLimit : work.statementLimit());
            work.prepare(connection);
            store().fence(connection, lease);
            var after = chunk.isPresent() ? applied(connection, chunk.get()) : finished();
            if (course.moved(connection, progress)) {
                connection.rollback();
                after = course.begin(connection, place.expectedRows());
                store().fence(connection, lease);
                store().clearProgress(connection, lease.migration(), step);
            }
            store().saveProgress(connection, lease.migration(), step, after);
            pacer.sample();
            connection.commit();
            progress = after;
        } finally {
            endTransaction(connection);
        }
    }

    private void dialectLimits(Connection connection, Duration run) throws SQLException {
        surroundings.dialect().sessions().limit(connection, settings.rowLockWait(), run);
    }

    private Progress applied(Connection connection, Chunk chunk) throws SQLException {
        long begun = surroundings.tempo().now();
        long changed = work.apply(connection, chunk);
        lastWork = surroundings.tempo().since(begun);
        return new Progress(
                chunk.upto(),
                progress.storage(),
                chunk.visited(),
                progress.changed() + changed,
                progress.total(),
                Progress.Extent.UNFINISHED);
    }

    private Progress finished() {
        return new Progress(
                progress.watermark(),
                progress.storage(),
                progress.visited(),
                progress.changed(),
                progress.total(),
                Progress.Extent.FINISHED);
    }

    /** Decides what a failure means; true when the chunk was one bad row and the walk has gone past it. */
    private boolean leftOut(Connection connection, Optional<Chunk> chunk, SQLException failure)
            throws SQLException, Fenced, InterruptedException {
        long units = chunk.map(Chunk::units).orElse(1L);
        return switch (surroundings.dialect().faults().classify(failure)) {
            case Fault.Retryable ignored -> {
                if (units == 1 && rowLimit.compareTo(LONGEST_ROW) < 0) {
                    rowLimit = rowLimit.multipliedBy(2);
                }
                size.failed(units);
                surroundings.tempo().backOff(failures++, FIRST_BACK_OFF, MOST_BACK_OFF);
                yield false;
            }
            case Fault.BadData bad -> {
                if (chunk.isEmpty()) {
                    throw failure;
                }
                if (units > 1) {
                    size.failed(units);
                    yield false;
                }
                skip(connection, chunk.get(), bad.message());
                yield true;
            }
            case Fault.Permanent ignored -> throw failure;
            case Fault.Ambiguous ignored -> throw failure;
        };
    }

    private void skip(Connection connection, Chunk chunk, String reason) throws SQLException, Fenced {
        var after = new Progress(
                chunk.upto(),
                progress.storage(),
                chunk.visited(),
                progress.changed(),
                progress.total(),
                Progress.Extent.UNFINISHED);
        connection.setAutoCommit(false);
        try {
            store().fence(connection, lease);
            store().saveFailedRow(connection, lease.migration(), new Store.FailedRow(step, chunk.row(), reason));
            store().saveProgress(connection, lease.migration(), step, after);
            connection.commit();
            progress = after;
        } finally {
            endTransaction(connection);
        }
    }

    private String stalled(TableName table, SQLException failure) throws SQLException {
        var blockers = surroundings
                .observer()
                .ask(observer -> surroundings
                        .dialect()
                        .locks()
                        .blockers(observer, List.of(table), "EXCLUSIVE", OLD_TRANSACTION));
        var names = blockers.stream().map(Blocker::describe).toList();
        return "no chunk of %s could be written for %d s: %s%s"
                .formatted(
                        table,
                        settings.patience().toSeconds(),
                        failure.getMessage(),
                        names.isEmpty() ? "" : "; in the way: " + String.join("; ", names));
    }

    private void announce(long begun, long visitedBefore) {
        var elapsed = Math.max(1, surroundings.tempo().since(begun).toMillis());
        double perSecond = (progress.visited() - visitedBefore) * 1000.0 / elapsed;
        var left = Math.max(0, progress.total() - progress.visited());
        var eta = perSecond > 0
                ? Optional.of(Duration.ofMillis((long) (left * 1000 / perSecond)))
                : Optional.<Duration>empty();
        surroundings
                .listener()
                .heard(new RunUpdate.ChunkDone(
                        step,
                        progress.visited(),
                        progress.total(),
                        progress.changed(),
                        perSecond,
                        eta,
                        course.shown(size.current()),
                        pacer.slowedBy()));
    }

    private Store store() {
        return surroundings.dialect().store();
    }

    /** Back to autocommit; what was not committed is rolled back. A broken connection has no transaction left. */
    static void endTransaction(Connection connection) throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
