package dev.bellows.run;

import dev.bellows.backfill.BackfillRunner;
import dev.bellows.backfill.VerifyRunner;
import dev.bellows.backfill.WalkResult;
import dev.bellows.backfill.WalkSettings;
import dev.bellows.dialect.Fault;
import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunState;
import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.Action;
import dev.bellows.plan.Plan;
import dev.bellows.plan.StepId;
import dev.bellows.store.Fenced;
import java.sql.SQLException;
import java.util.Optional;

/** Carries out one task: intent, act, outcome. */
final class StepRunner {
    private final WorkingSession session;
    private final LockedStep locked;
    private final Plan plan;
    private final OnlineStep online;
    private final BackfillRunner backfill;
    private final VerifyRunner verify;

    StepRunner(WorkingSession session, Plan plan, RunSettings settings) {
        this.session = session;
        this.plan = plan;
        this.locked = new LockedStep(session, plan.limits().lockTimeout(), settings);
        this.online = new OnlineStep(session);
        var walks =
                WalkSettings.with(settings.control(plan.limits().chunk()), settings.stallBudget(), settings.patience());
        this.backfill = new BackfillRunner(session.surroundings(), walks);
        this.verify = new VerifyRunner(session.surroundings(), walks);
    }

    /** After a crash the intent is there already; the act then asks its journal row, probe or watermark. */
    StepResult run(Task task, RunState state) throws SQLException, Fenced, InterruptedException {
        if (!state.open().equals(Optional.of(task.id()))) {
            session.record(new RunEvent.StepStarted(task.id()));
        }
        session.listener().heard(new RunUpdate.StepBegan(task.id(), task.title()));
        long begun = session.tempo().now();
        var result = act(task);
        switch (result) {
            case StepResult.Finished ignored ->
                session.listener()
                        .heard(new RunUpdate.StepEnded(
                                task.id(), session.tempo().since(begun)));
            case StepResult.Failed(var reason) -> {
                session.record(new RunEvent.StepFailed(task.id(), reason));
                session.listener().heard(new RunUpdate.StepFailed(task.id(), reason));
            }
            case StepResult.Paused ignored -> {}
        }
        return result;
    }

    private StepResult act(Task task) throws SQLException, Fenced, InterruptedException {
        try {
            return switch (task.action()) {
                case Action.Transaction transaction -> locked.run(task.id(), transaction);
                case Action.Ddl ddl -> locked.run(task.id(), ddl);
                case Action.Scan scan -> locked.run(task.id(), scan);
                case Action.Online statement -> online.run(task, statement);
                case Action.Backfill walk ->
                    walked(task, backfill.run(session.connection(), session.lease(), task.id(), walk, task.rows()));
                case Action.Verify walk ->
                    switch (task.findings()) {
                        case CLOSE_A_GATE -> walked(task, compare(task.id(), walk, task.rows()));
                        case FAIL -> proved(task, walk);
                    };
            };
        } catch (SQLException e) {
            return switch (session.dialect().faults().classify(e)) {
                case Fault.Ambiguous ignored -> throw e;
                case Fault.Retryable fault -> new StepResult.Failed(fault.message());
                case Fault.BadData fault -> new StepResult.Failed(fault.message());
                case Fault.Permanent fault -> new StepResult.Failed(fault.message());
            };
        }
    }

    /** A comparison that must find nothing; after it has found something the next attempt looks at every row again. */
    private StepResult proved(Task task, Action.Verify walk) throws SQLException, Fenced, InterruptedException {
        var result = verify.run(session.connection(), session.lease(), task.id(), walk, task.rows());
        if (!(result instanceof WalkResult.Finished(var progress)) || progress.changed() == 0) {
            return walked(task, result);
        }
        var keys = session.store().failedRows(session.connection(), session.migration()).stream()
                .filter(row -> row.step().equals(task.id()))
                .map(row -> String.join(", ", row.key()))
                .toList();
        session.inTransaction(
                transaction -> session.store().clearProgress(transaction, session.migration(), task.id()));
        return new StepResult.Failed("%s: not so in %d %s, %s: %s"
                .formatted(
                        walk.what(),
                        progress.changed(),
                        progress.changed() == 1 ? "row" : "rows",
                        keys.size() < progress.changed() ? "the first keys" : keys.size() == 1 ? "key" : "keys",
                        String.join("; ", keys)));
    }

    WalkResult compare(StepId step, Action.Verify walk, long rows) throws SQLException, Fenced, InterruptedException {
        if (isFirstLook()) {
            session.inTransaction(transaction -> session.store().clearNotes(transaction, Gates.unconverted(plan)));
        }
        return verify.run(session.connection(), session.lease(), step, walk, rows);
    }

    /** What is written from now on is seen by the comparison, or noted anew. */
    private boolean isFirstLook() throws SQLException {
        for (var step : Gates.comparisons(plan)) {
            if (session.store()
                    .progress(session.connection(), session.migration(), step.id())
                    .isPresent()) {
                return false;
            }
        }
        return true;
    }

    void retryFailedRows(StepId step, Action.Backfill walk) throws SQLException, Fenced {
        backfill.retryFailedRows(session.connection(), session.lease(), step, walk);
    }

    /** Asks the probe of an interrupted step whether it happened, and removes a wreck. */
    boolean settled(Task task, Action.Online action) throws SQLException, Fenced, InterruptedException {
        return online.settled(task, action);
    }

    private StepResult walked(Task task, WalkResult result) throws SQLException, Fenced, InterruptedException {
        return switch (result) {
            case WalkResult.Finished ignored -> {
                session.record(new RunEvent.StepFinished(task.id()));
                yield new StepResult.Finished();
            }
            case WalkResult.Paused ignored -> new StepResult.Paused();
            case WalkResult.Stalled(var reason) -> new StepResult.Failed(reason);
        };
    }
}
