package dev.bellows.run;

import dev.bellows.dialect.Fault;
import dev.bellows.journal.RunEvent;
import dev.bellows.plan.Action;
import dev.bellows.plan.Probe;
import dev.bellows.plan.SqlStatement;
import dev.bellows.store.Fenced;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A statement that the server runs only outside a transaction. It cannot commit with its journal row, so a probe asks
 * the catalogue before and after whether it happened; a wreck is removed before the next attempt.
 */
final class OnlineStep {
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration MOST_BACK_OFF = Duration.ofSeconds(10);

    private final WorkingSession session;

    OnlineStep(WorkingSession session) {
        this.session = session;
    }

    StepResult run(Task task, Action.Online action) throws SQLException, Fenced, InterruptedException {
        var lastFailure = "the server said that it is done, but the catalogue does not show it";
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            if (settled(task, action)) {
                return finished(task);
            }
            try {
                outside(action.statement());
                if (task.probe().isEmpty() || session.ask(task.probe().get()) == Probe.Answer.DONE) {
                    return finished(task);
                }
            } catch (SQLException e) {
                switch (session.dialect().faults().classify(e)) {
                    case Fault.Retryable retryable -> lastFailure = retryable.message();
                    case Fault.BadData bad -> {
                        return failed(task, action, bad.message());
                    }
                    case Fault.Permanent permanent -> {
                        return failed(task, action, permanent.message());
                    }
                    case Fault.Ambiguous ignored -> throw e;
                }
            }
            session.tempo().backOff(attempt, FIRST_BACK_OFF, MOST_BACK_OFF);
        }
        return failed(task, action, lastFailure);
    }

    /**
     * Asks before acting: true when there is nothing left to do; a wreck is gone afterwards. What takes a step back has no
     * probe, so whatever is there of it goes, and it is done anew.
     */
    boolean settled(Task task, Action.Online action) throws SQLException, Fenced, InterruptedException {
        var found = task.probe().isPresent() ? session.ask(task.probe().get()) : Probe.Answer.PARTIAL;
        if (found == Probe.Answer.PARTIAL && action.cleanup().isPresent()) {
            outside(action.cleanup().get());
        }
        return found == Probe.Answer.DONE;
    }

    private StepResult finished(Task task) throws SQLException, Fenced, InterruptedException {
        session.record(new RunEvent.StepFinished(task.id()));
        return new StepResult.Finished();
    }

    private StepResult failed(Task task, Action.Online action, String reason)
            throws SQLException, Fenced, InterruptedException {
        settled(task, action);
        return new StepResult.Failed(reason);
    }

    /** No lock timeout: a build that is cut short leaves a wreck. Its lock keeps no reader and no writer waiting. */
    private void outside(SqlStatement sql) throws SQLException, Fenced, InterruptedException {
        session.inTransaction(transaction -> {}); // are we still the runner?
        session.dialect().sessions().unlimited(session.connection());
        try {
            LockedStep.execute(session.connection(), sql);
        } finally {
            if (!session.connection().isClosed()) {
                session.dialect().sessions().limited(session.connection());
            }
        }
    }
}
