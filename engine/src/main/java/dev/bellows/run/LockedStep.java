package dev.bellows.run;

import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.journal.RunEvent;
import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.Action;
import dev.bellows.plan.Probe;
import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.StepId;
import dev.bellows.schema.TableName;
import dev.bellows.store.Fenced;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps behind lock discipline: looks for blockers before it queues for a lock, gives up in time, backs off and tries
 * again, and in the end names who was in the way. The outcome commits with the act.
 */
final class LockedStep {
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration OLD_TRANSACTION = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);
    private static final Duration MOST_BACK_OFF = Duration.ofSeconds(5);
    private static final String CANCELLED = "57014";

    private final WorkingSession session;
    private final Duration lockTimeout;
    private final RunSettings settings;

    LockedStep(WorkingSession session, Duration lockTimeout, RunSettings settings) {
        this.session = session;
        this.lockTimeout = lockTimeout;
        this.settings = settings;
    }

    StepResult run(StepId step, Action.Transaction action) throws SQLException, Fenced, InterruptedException {
        return attempts(step, action.tables(), action.lock(), () -> once(step, action));
    }

    StepResult run(StepId step, Action.Scan action) throws SQLException, Fenced, InterruptedException {
        return attempts(
                step,
                List.of(action.table()),
                action.lock(),
                () -> session.once(transaction -> {
                    session.dialect().sessions().limit(transaction, lockTimeout, Duration.ZERO);
                    execute(transaction, action.statement());
                    session.append(transaction, new RunEvent.StepFinished(step));
                }));
    }

    /**
     * The statement commits before its journal row can: between the two, and after a wait that was ended, only the probe
     * knows whether it happened.
     */
    StepResult run(StepId step, Action.Ddl action) throws SQLException, Fenced, InterruptedException {
        return attempts(step, action.tables(), action.lock(), () -> {
            session.once(transaction -> {}); // are we still the runner?
            if (session.ask(action.probe()) != Probe.Answer.DONE) {
                session.dialect().sessions().limit(session.connection(), lockTimeout, Duration.ZERO);
                execute(session.connection(), action.statement());
            }
            session.once(transaction -> session.append(transaction, new RunEvent.StepFinished(step)));
        });
    }

    /** One attempt, all or nothing. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws SQLException, Fenced;
    }

    private StepResult attempts(StepId step, List<TableName> tables, String lock, Attempt attempt)
            throws SQLException, Fenced, InterruptedException {
        long begun = session.tempo().now();
        var lastBlockers = new ArrayList<Blocker>();
        var lastFailure = "";
        for (int tried = 0; tried < MOST_ATTEMPTS; ) {
            if (session.tempo().since(begun).compareTo(settings.patience()) > 0) {
                break;
            }
            var blockers = blockers(tables, lock, OLD_TRANSACTION);
            if (!blockers.isEmpty()) {
                lastBlockers.clear();
                lastBlockers.addAll(blockers);
                session.listener().heard(new RunUpdate.WaitingForLock(step, tried, blockers));
                session.tempo().pause().lasting(POLL);
                continue;
            }
            try {
                attempt.run();
                return new StepResult.Finished();
            } catch (SQLException e) {
                switch (session.dialect().faults().classify(e)) {
                    case Fault.Retryable retryable -> lastFailure = retryable.message();
                    case Fault.BadData bad -> {
                        return new StepResult.Failed(bad.message());
                    }
                    case Fault.Permanent permanent -> {
                        return new StepResult.Failed(permanent.message());
                    }
                    case Fault.Ambiguous ignored -> throw e;
                }
            }
            tried++;
            var inTheWay = blockers(tables, lock, Duration.ZERO);
            if (!inTheWay.isEmpty()) {
                lastBlockers.clear();
                lastBlockers.addAll(inTheWay);
            }
            session.listener().heard(new RunUpdate.WaitingForLock(step, tried, inTheWay));
            session.tempo().backOff(tried, FIRST_BACK_OFF, MOST_BACK_OFF);
        }
        return new StepResult.Failed(gaveUp(tables, lock, lastFailure, lastBlockers));
    }

    private List<Blocker> blockers(List<TableName> tables, String lock, Duration atLeast) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        return session.observer().ask(observer -> session.dialect().locks().blockers(observer, tables, lock, atLeast));
    }

    private String gaveUp(List<TableName> tables, String lock, String failure, List<Blocker> blockers) {
        var names = blockers.stream().map(Blocker::describe).toList();
        return "no %s lock on %s within %s%s%s"
                .formatted(
                        lock,
                        tables,
                        Gates.words(settings.patience()),
                        failure.isEmpty() ? "" : " (" + failure + ")",
                        names.isEmpty() ? "" : "; in the way: " + String.join("; ", names));
    }

    /**
     * From its first lock to its commit the transaction may take no longer than the stall budget: whoever waits for it
     * has waited that long. What is left is given anew before the statements and before the journal's row.
     */
    private void once(StepId step, Action.Transaction action) throws SQLException, Fenced {
        session.once(transaction -> {
            long begun = session.tempo().now();
            for (var table : action.tables()) {
                limit(transaction, begun);
                session.dialect().locks().acquire(transaction, List.of(table), action.lock());
            }
            limit(transaction, begun);
            executeAtOnce(transaction, action.statements());
            limit(transaction, begun);
            session.append(transaction, new RunEvent.StepFinished(step));
        });
    }

    private void limit(Connection transaction, long begun) throws SQLException {
        var left = settings.stallBudget().minus(session.tempo().since(begun));
        if (left.toMillis() < 1) {
            throw new SQLException(
                    "the transaction did not fit into the stall budget of %d ms"
                            .formatted(settings.stallBudget().toMillis()),
                    CANCELLED);
        }
        var lockWait = left.compareTo(lockTimeout) < 0 ? left : lockTimeout;
        session.dialect().sessions().limit(transaction, lockWait, left);
    }

    /** In one go: a way to the server and back for each statement would add to what the application waits. */
    private static void executeAtOnce(Connection transaction, List<SqlStatement> statements) throws SQLException {
        try (var batch = transaction.createStatement()) {
            for (var statement : statements) {
                batch.addBatch(statement.text());
            }
            batch.executeBatch();
        } catch (BatchUpdateException e) {
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }

    static void execute(Connection connection, SqlStatement sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql.text());
        }
    }
}
