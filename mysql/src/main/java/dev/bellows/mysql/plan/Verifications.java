package dev.bellows.mysql.plan;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Walk;

/** The text of comparisons. */
final class Verifications {
    private Verifications() {}

    /** Gives the key of each row that a condition holds for; the range of the chunk follows. */
    static String select(PlanContext context, Walk.ByKey walk) {
        return "SELECT %s FROM %s AS %s WHERE"
                .formatted(
                        Walks.shown(walk, context),
                        Quoted.table(context.table().name()),
                        Quoted.name(context.table().name().name()));
    }
}
