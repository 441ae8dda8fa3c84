package planted.plan;

import planted.schema.KnowsThePlan;

/** A closed set with a variant that is no record. */
public sealed interface Outcome {
    /** As it should be. */
    record Fine(KnowsThePlan plan) implements Outcome {}

    /** Planted. */
    final class Loose implements Outcome {}
}
