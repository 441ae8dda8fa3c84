package dev.bellows.run;

import dev.bellows.journal.RunEvent;
import dev.bellows.journal.RunState;
import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Probe;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.Step;
import dev.bellows.plan.StepId;
import dev.bellows.store.Fenced;
import java.sql.SQLException;
import java.util.Optional;

/** Takes back what the journal says was done, the last step first. Interrupted, it goes on where it was. */
final class Rollback {
    private final WorkingSession session;
    private final Plan plan;
    private final StepRunner steps;

    Rollback(WorkingSession session, Plan plan, RunSettings settings) {
        this.session = session;
        this.plan = plan;
        this.steps = new StepRunner(session, plan, settings);
    }

    /** Finishes a rollback in progress; else goes back as far as is asked. */
    Outcome run(RollbackTo to) throws SQLException, Fenced, InterruptedException {
        var state = session.state();
        if (state.rollback().isEmpty() && state.stage() == RunState.Stage.PLANNED) {
            return new Outcome.Done(Standing.of(session.migration(), state));
        }
        if (state.rollback().isPresent()) {
            var finished = back(state.rollback().get());
            if (to == RollbackTo.PREVIOUS
                    || !(finished instanceof Outcome.Done)
                    || session.state().stage() == RunState.Stage.PLANNED) {
                return finished;
            }
        }
        return back(target(session.state(), to));
    }

    /** Where nothing was contracted there is no place between. */
    private Phase target(RunState state, RollbackTo to) {
        if (to == RollbackTo.START || plan.steps(Phase.CONTRACT).isEmpty()) {
            return Phase.EXPAND;
        }
        return switch (state.stage()) {
            case CONTRACTING, CONTRACTED, PURGING, COMPLETE -> Phase.CONTRACT;
            case PLANNED, EXPANDING, EXPANDED, MIGRATING, MIGRATED, ROLLING_BACK -> Phase.EXPAND;
        };
    }

    private Outcome back(Phase before) throws SQLException, Fenced, InterruptedException {
        var begun = session.state();
        if (begun.rollback().isEmpty()) {
            settle(begun);
            session.record(new RunEvent.RollbackStarted(before));
        }
        for (var step : plan.steps().reversed()) {
            if (step.phase().compareTo(before) < 0 || !touched(step)) {
                continue;
            }
            var failure = undo(step);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        session.inTransaction(transaction -> {
            session.append(transaction, new RunEvent.RollbackFinished(before));
            if (before == Phase.EXPAND) {
                session.store().forget(transaction, session.migration(), Executor.watches(plan));
            }
        });
        return new Outcome.Done(Standing.of(session.migration(), session.state()));
    }

    /** An interrupted step is done, or it is not: its journal row, its probe or its watermark says which. */
    private void settle(RunState state) throws SQLException, Fenced, InterruptedException {
        for (var step : plan.steps()) {
            if (state.open().equals(Optional.of(step.id()))) {
                session.record(
                        happened(step)
                                ? new RunEvent.StepFinished(step.id())
                                : new RunEvent.StepFailed(step.id(), "interrupted; it had not happened"));
            }
        }
    }

    private boolean happened(Step step) throws SQLException, Fenced, InterruptedException {
        return switch (step.action()) {
            case Action.Transaction ignored -> false; // its outcome would be in the journal
            case Action.Ddl ddl -> session.ask(ddl.probe()) == Probe.Answer.DONE;
            case Action.Scan ignored -> false;
            case Action.Online online -> steps.settled(Task.of(step), online);
            case Action.Backfill ignored -> hasProgress(step.id());
            case Action.Verify ignored -> false;
        };
    }

    /** A backfill that failed half way has written rows too. */
    private boolean touched(Step step) throws SQLException {
        return session.state().isDone(step.id())
                || (step.action() instanceof Action.Backfill && hasProgress(step.id()));
    }

    private boolean hasProgress(StepId step) throws SQLException {
        return session.store()
                .progress(session.connection(), session.migration(), step)
                .isPresent();
    }

    private Optional<Outcome> undo(Step step) throws SQLException, Fenced, InterruptedException {
        switch (step.reversal()) {
            case Reversal.Nothing ignored -> {}
            case Reversal.Final(var why) -> {
                return Optional.of(Problems.noWayBack(session.migration(), session.state(), step.id() + ": " + why));
            }
            case Reversal.Undo(var actions) -> {
                for (int n = 0; n < actions.size(); n++) {
                    var task = Task.undo(step, n, actions.get(n));
                    var state = session.state();
                    if (state.isDone(task.id())) {
                        continue;
                    }
                    var stopped = stopped(task, steps.run(task, state));
                    if (stopped.isPresent()) {
                        return stopped;
                    }
                }
            }
        }
        session.inTransaction(transaction -> {
            session.append(transaction, new RunEvent.StepUndone(step.id()));
            session.store().clearProgress(transaction, session.migration(), step.id());
        });
        return Optional.empty();
    }

    private Optional<Outcome> stopped(Task task, StepResult result) throws SQLException {
        var standing = Standing.of(session.migration(), session.state());
        return switch (result) {
            case StepResult.Finished ignored -> Optional.empty();
            case StepResult.Paused ignored -> Optional.of(new Outcome.Paused(standing, task.id()));
            case StepResult.Failed(var reason) ->
                Optional.of(new Outcome.Failed(standing, task.id() + " " + task.title(), reason));
        };
    }
}
