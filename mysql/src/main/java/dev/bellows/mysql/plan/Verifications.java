package dev.bellows.mysql.plan;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Action;
import dev.bellows.plan.Walk;
import java.util.Optional;

/** The text of comparisons. */
final class Verifications {
    private Verifications() {}

    /** That no row fulfils a condition; nothing where the table has no key to walk by, which refuses the plan. */
    static Optional<Action.Verify> none(PlanContext context, String condition, String what) {
        return Walks.of(context)
                .map(walk -> new Action.Verify(
                        context.table().name(), walk, select(context, walk), "AND (%s)".formatted(condition), what));
    }

    /** Gives the key of each row that a condition holds for; the range of the chunk follows. */
    static String select(PlanContext context, Walk.ByKey walk) {
        return "SELECT %s FROM %s AS %s WHERE"
                .formatted(
                        Walks.shown(walk, context),
                        Quoted.table(context.table().name()),
                        Quoted.name(context.table().name().name()));
    }
}
