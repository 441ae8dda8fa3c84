package dev.bellows.journal;

import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a run stands: a pure fold of its journal.
 *
 * @param done the steps (and undo actions) whose outcome is journalled and not taken back
 * @param open the step whose intent is journalled without an outcome: after a crash, ask its probe
 * @param finished the phases that are complete
 * @param verification the last comparison, void once a rollback began
 * @param approval the last approval, void once the shapes are compared anew or a rollback began
 * @param rollback the phase before which a rollback in progress goes back to
 */
public record RunState(
        Set<StepId> done,
        Optional<StepId> open,
        Set<Phase> finished,
        Optional<RunEvent.Verified> verification,
        Optional<RunEvent.Approved> approval,
        Optional<Phase> rollback) {

    public static final RunState NEW =
            new RunState(Set.of(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public RunState {
        done = Set.copyOf(done);
        finished = Set.copyOf(finished);
    }

    /** How far it has come, in one word. */
    public enum Stage {
        PLANNED,
        EXPANDING,
        EXPANDED,
        MIGRATING,
        MIGRATED,
        CONTRACTING,
        CONTRACTED,
        PURGING,
        COMPLETE,
        ROLLING_BACK;

        /** What stands in a sentence after {@code is}. */
        public String words() {
            return this == PLANNED
                    ? "not begun"
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The state after all events of a journal, in order. */
    public static RunState of(List<RunEvent> journal) {
        var state = NEW;
        for (var event : journal) {
            state = state.on(event);
        }
        return state;
    }

    /** The state after one more event. */
    public RunState on(RunEvent event) {
        return switch (event) {
            case RunEvent.PlanSaved ignored -> NEW;
            case RunEvent.StepStarted(var step) -> with(done, Optional.of(step), finished);
            case RunEvent.StepFinished(var step) -> with(plus(step), Optional.empty(), finished);
            case RunEvent.StepFailed ignored -> with(done, Optional.empty(), finished);
            case RunEvent.StepUndone(var step) -> with(without(step), Optional.empty(), finished);
            case RunEvent.PhaseFinished(var phase) -> with(done, Optional.empty(), plus(phase));
            case RunEvent.Verified verified ->
                new RunState(done, open, finished, Optional.of(verified), Optional.empty(), rollback);
            case RunEvent.Approved approved ->
                new RunState(done, open, finished, verification, Optional.of(approved), rollback);
            case RunEvent.RollbackStarted(var before) ->
                new RunState(done, open, before(before), Optional.empty(), Optional.empty(), Optional.of(before));
            case RunEvent.RollbackFinished ignored ->
                new RunState(done, Optional.empty(), finished, verification, approval, Optional.empty());
        };
    }

    public boolean isDone(StepId step) {
        return done.contains(step);
    }

    public Stage stage() {
        if (rollback.isPresent()) {
            return Stage.ROLLING_BACK;
        }
        if (finished.contains(Phase.PURGE)) {
            return Stage.COMPLETE;
        }
        if (begun("purge.")) {
            return Stage.PURGING;
        }
        if (finished.contains(Phase.CONTRACT)) {
            return Stage.CONTRACTED;
        }
        if (begun("contract.")) {
            return Stage.CONTRACTING;
        }
        if (finished.contains(Phase.MIGRATE)) {
            return Stage.MIGRATED;
        }
        if (begun("migrate.")) {
            return Stage.MIGRATING;
        }
        if (finished.contains(Phase.EXPAND)) {
            return Stage.EXPANDED;
        }
        return done.isEmpty() && open.isEmpty() ? Stage.PLANNED : Stage.EXPANDING;
    }

    /** Whether a step of the phase is done or open. */
    private boolean begun(String prefix) {
        return done.stream().anyMatch(step -> step.value().startsWith(prefix))
                || open.filter(step -> step.value().startsWith(prefix)).isPresent();
    }

    private RunState with(Set<StepId> nowDone, Optional<StepId> nowOpen, Set<Phase> nowFinished) {
        return new RunState(nowDone, nowOpen, nowFinished, verification, approval, rollback);
    }

    private Set<StepId> plus(StepId step) {
        var more = new TreeSet<>(done);
        more.add(step);
        return more;
    }

    /** Without the step and the undo actions that took it back, so that it can be done and undone again. */
    private Set<StepId> without(StepId step) {
        var fewer = new TreeSet<>(done);
        fewer.remove(step);
        fewer.removeIf(other -> other.value().startsWith("undo:" + step.value() + "."));
        return fewer;
    }

    private Set<Phase> plus(Phase phase) {
        var more = EnumSet.noneOf(Phase.class);
        more.addAll(finished);
        more.add(phase);
        return more;
    }

    private Set<Phase> before(Phase limit) {
        var fewer = EnumSet.noneOf(Phase.class);
        finished.stream().filter(phase -> phase.compareTo(limit) < 0).forEach(fewer::add);
        return fewer;
    }
}
