package dev.bellows.testkit.sync;

import dev.bellows.dialect.Sessions.Firing;
import dev.bellows.plan.Action;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Walk;
import dev.bellows.postgres.session.PostgresSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Chunks of the backfill of a plan, its very statements, as small and at such times as a test wants. */
record Chunks(List<Action.Backfill> walks) {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    static Chunks of(Plan plan) {
        return new Chunks(plan.steps().stream()
                .map(step -> step.action())
                .filter(Action.Backfill.class::isInstance)
                .map(Action.Backfill.class::cast)
                .toList());
    }

    /** Fills the rows whose key is above {@code after} and not above {@code upto}, in one transaction for each walk. */
    void fill(Connection connection, int after, int upto) throws SQLException {
        var sessions = new PostgresSessions(() -> connection);
        for (var walk : walks) {
            connection.setAutoCommit(false);
            try {
                sessions.quiet(connection, walk.triggers().isEmpty() ? Firing.NOTHING : Firing.EVERYTHING);
                write(connection, walk, after, upto);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** As {@link #fill}, but gives up where a row is locked, as the backfill does: then nothing has changed. */
    void tryToFill(Connection connection, int after, int upto) throws SQLException {
        try {
            Lab.run(connection, "SET lock_timeout = '30ms'");
            fill(connection, after, upto);
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static void write(Connection connection, Action.Backfill walk, int after, int upto) throws SQLException {
        var key = (Walk.ByKey) walk.walk();
        var sql = "%s %s AND %s %s".formatted(walk.head(), key.after(), key.upto(), walk.tail());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, Integer.toString(after), Types.OTHER);
            statement.setObject(2, Integer.toString(upto), Types.OTHER);
            statement.executeUpdate();
        }
    }
}
