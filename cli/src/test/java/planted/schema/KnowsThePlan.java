package planted.schema;

import planted.plan.Outcome;

/** A lower room sees a higher one, which closes a cycle. */
public record KnowsThePlan(Outcome outcome) {}
