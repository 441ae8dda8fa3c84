package dev.bellows.bench.backfill;

import dev.bellows.bench.backfill.Filling.Window;
import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An application that sends statements at a fixed rate over a pool of connections, whatever the server does. A
 * statement is timed from the moment when it is due: clients that wait for an answer before they send again would send
 * next to nothing while everything is blocked, and a percentile of what they sent would hide just that.
 */
final class Foreground implements AutoCloseable {
    static final int PER_SECOND = 100;
    static final int CONNECTIONS = 16;

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private static final List<String> STATEMENTS = List.of(
            "SELECT name, score, touched FROM users WHERE id = ?",
            "UPDATE users SET name = name || '.' WHERE id = ?",
            "SELECT name, score, touched FROM users WHERE id = ?",
            "UPDATE users SET touched = touched + 1 WHERE id = ?",
            "SELECT name, score, touched FROM users WHERE id = ?");

    private final long rows;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LinkedBlockingQueue<Long> due = new LinkedBlockingQueue<>();
    private final NavigableSet<Long> unanswered = new ConcurrentSkipListSet<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    /** What came of the statement that was due at a moment. */
    private record Answer(long due, long nanos, Result result) {}

    private enum Result {
        DONE,
        FAILED
    }

    private Foreground(long rows) {
        this.rows = rows;
    }

    /** From now on it uses rows 1 to {@code rows}, each as often as any other. */
    static Foreground on(PostgresDatabase database, long rows) throws SQLException {
        var foreground = new Foreground(rows);
        for (var number = 0; number < CONNECTIONS; number++) {
            var connection = database.connection("app_old");
            var random = new SplittableRandom(number);
            foreground.threads.execute(() -> foreground.work(connection, random));
        }
        foreground.threads.execute(foreground::tick);
        return foreground;
    }

    private void tick() {
        try {
            for (var next = System.nanoTime(); ; next += EVERY_NANOS) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                unanswered.add(next);
                due.add(next);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Connection connection, SplittableRandom random) {
        try (connection) {
            while (!Thread.interrupted()) {
                var next = due.take();
                var sql = STATEMENTS.get((int) Math.floorMod(next / EVERY_NANOS, (long) STATEMENTS.size()));
                var result = send(connection, sql, 1 + random.nextLong(rows));
                answers.add(new Answer(next, System.nanoTime() - next, result));
                unanswered.remove(next);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection of the application cannot be closed", e);
        }
    }

    private static Result send(Connection connection, String sql, long id) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.execute();
            return Result.DONE;
        } catch (SQLException _) {
            return Result.FAILED;
        }
    }

    /** What was due in that time; returns when all of it is answered. */
    Felt felt(Window window) throws InterruptedException {
        while (!unanswered.headSet(window.until(), true).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        var mine = answers.stream()
                .filter(answer -> answer.due() >= window.from() && answer.due() <= window.until())
                .toList();
        var failed =
                mine.stream().filter(answer -> answer.result() == Result.FAILED).count();
        return Felt.of(mine.stream().map(Answer::nanos).toList(), failed);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
