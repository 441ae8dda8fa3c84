package dev.bellows.testkit.traffic;

import java.sql.SQLException;
import java.time.Duration;

/**
 * A client of another table in another database of the same server, which no migration touches: how long its statements
 * take is what the machine costs at that moment.
 */
final class Control implements AutoCloseable {
    private final Thread thread;
    private Latencies latencies = new Latencies();
    private volatile boolean stopped;

    private Control(Database database, Duration think) {
        this.thread = Thread.ofPlatform().name("control").start(() -> work(database, think));
    }

    static Control beside(Database database, Duration think) {
        return new Control(database, think);
    }

    private void work(Database database, Duration think) {
        var table = "control_of_" + database.name();
        try (var connection = database.beside();
                var ddl = connection.createStatement()) {
            ddl.execute("DROP TABLE IF EXISTS " + table);
            ddl.execute("CREATE TABLE %s (id int PRIMARY KEY, n bigint)".formatted(table));
            ddl.execute("INSERT INTO %s VALUES (1, 0)".formatted(table));
            try (var update = connection.prepareStatement("UPDATE %s SET n = n + 1 WHERE id = 1".formatted(table))) {
                while (!stopped) {
                    var begun = System.nanoTime();
                    update.executeUpdate();
                    record(System.nanoTime() - begun);
                    Thread.sleep(think);
                }
            }
            ddl.execute("DROP TABLE " + table);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            stopped = true; // the server was restarted: there is nothing to compare with
        }
    }

    private synchronized void record(long nanos) {
        latencies.record(nanos);
    }

    synchronized Latencies drain() {
        var counted = latencies;
        latencies = new Latencies();
        return counted;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
