package dev.bellows.plan.draft;

import dev.bellows.plan.Action;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Probe;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.Step;
import dev.bellows.plan.StepId;
import java.util.Optional;

/** A step without its number. */
public record Draft(
        String title, Action action, Impact impact, Reversal reversal, Optional<Probe> probe, Estimate estimate) {

    public Step numbered(Phase phase, int number) {
        var id = new StepId(phase.name().toLowerCase(java.util.Locale.ROOT) + "." + number);
        return new Step(id, phase, title, action, impact, reversal, probe, estimate);
    }
}
