package dev.bellows.testkit.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Somebody who leaves a transaction open on a table, as a long report or a forgotten console does. */
public final class Blocker implements AutoCloseable {
    private final Thread holder;

    private Blocker(Thread holder) {
        this.holder = holder;
    }

    /** Runs a statement in a transaction, and keeps that open; returns when the statement has been executed. */
    public static Blocker hold(Database database, String role, String sql, Duration time) {
        try {
            var connection = database.connect(new Database.Login(role, "long report", AppVersion.Preparing.NEVER));
            try (var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(sql);
            }
            return new Blocker(Thread.ofVirtual().start(() -> keep(connection, time)));
        } catch (SQLException e) {
            throw new IllegalStateException("the blocker cannot run " + sql, e);
        }
    }

    private static void keep(Connection connection, Duration time) {
        try (connection) {
            Thread.sleep(time);
            connection.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("the blocker lost its transaction", e);
        }
    }

    /** Waits until it has let go. */
    @Override
    public void close() {
        try {
            holder.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
