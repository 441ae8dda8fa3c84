package dev.bellows.run;

import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Probe;
import dev.bellows.plan.Step;
import dev.bellows.plan.StepId;
import java.util.Optional;

/**
 * An action to carry out: a step, or one action of the reversal of a step.
 *
 * @param rows expected, for progress
 */
record Task(StepId id, String title, Action action, Optional<Probe> probe, long rows, Findings findings) {

    /** What it means when a comparison finds rows. */
    enum Findings {
        /** They are reported, and close the gate of parity. */
        CLOSE_A_GATE,
        /** The change cannot be made without losing something. */
        FAIL
    }

    static Task of(Step step) {
        return new Task(
                step.id(),
                step.title(),
                step.action(),
                step.probe(),
                step.estimate().rows(),
                step.phase() == Phase.MIGRATE ? Findings.CLOSE_A_GATE : Findings.FAIL);
    }

    /** The n-th action of the step's reversal. An undo has no probe: what runs outside transactions must be repeatable. */
    static Task undo(Step step, int n, Action action) {
        return new Task(
                step.id().undo(n),
                "undo: " + step.title(),
                action,
                Optional.empty(),
                step.estimate().rows(),
                Findings.FAIL);
    }
}
