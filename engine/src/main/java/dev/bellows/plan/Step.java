package dev.bellows.plan;

import java.util.Optional;

/**
 * One step of a plan.
 *
 * @param id unique in the plan
 * @param phase when it runs
 * @param title what it does, in a few words
 * @param action the act itself
 * @param impact what traffic feels
 * @param reversal what takes it back
 * @param probe how to find out whether it happened, for an act that cannot commit with its own journal row
 * @param estimate what it will cost
 */
public record Step(
        StepId id,
        Phase phase,
        String title,
        Action action,
        Impact impact,
        Reversal reversal,
        Optional<Probe> probe,
        Estimate estimate) {}
