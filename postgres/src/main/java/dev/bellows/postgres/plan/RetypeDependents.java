package dev.bellows.postgres.plan;

import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.Dependent;

/** What stands in the way of another type for a column: just what stops ALTER COLUMN TYPE itself. */
final class RetypeDependents {
    private RetypeDependents() {}

    static void refuse(PlanContext context, String column, SourcePosition position, TableSteps steps) {
        for (var dependent : context.table().dependentsOn(column)) {
            if (stops(dependent)) {
                steps.problem(
                        position,
                        "column-in-use",
                        "column %s is used by %s; the server does not change the type of such a column"
                                .formatted(column, dependent.name()),
                        "Drop that first and make it again afterwards.");
            }
        }
        for (var trigger : context.table().triggers()) {
            if (trigger.needs().contains(column)) {
                steps.problem(
                        position,
                        "column-in-use",
                        "column %s is named by trigger %s (UPDATE OF or WHEN)".formatted(column, trigger.name()),
                        "Drop the trigger first and make it again afterwards.");
            }
        }
    }

    private static boolean stops(Dependent dependent) {
        return switch (dependent.kind()) {
            case VIEW, POLICY, RULE, GENERATED_COLUMN, PUBLICATION, PARTITION_KEY, FUNCTION -> true;
            case EXTENDED_STATISTICS, INBOUND_FOREIGN_KEY, OTHER -> false;
        };
    }
}
