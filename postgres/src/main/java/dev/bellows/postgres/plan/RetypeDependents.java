package dev.bellows.postgres.plan;

import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Dependent;

/** What stands in the way of another type for a column: what stops ALTER COLUMN TYPE itself, and a little more. */
final class RetypeDependents {
    private RetypeDependents() {}

    static void refuse(PlanContext context, String column, SourcePosition position, TableSteps steps) {
        for (var dependent : context.table().dependentsOn(column)) {
            if (stops(dependent)) {
                inUse(
                        steps,
                        position,
                        "column %s is used by %s; the server does not change the type of such a column"
                                .formatted(column, dependent.name()));
            }
        }
        for (var trigger : context.table().triggers()) {
            if (trigger.needs().contains(column)) {
                inUse(
                        steps,
                        position,
                        "column %s is named by trigger %s (UPDATE OF or WHEN)".formatted(column, trigger.name()));
            }
        }
    }

    /** What a column that trades places would leave on the old one, and what cannot be built beside live traffic. */
    static void refuseLeftBehind(PlanContext context, String column, SourcePosition position, TableSteps steps) {
        for (var dependent : context.table().dependentsOn(column)) {
            if (dependent.kind() == Dependent.Kind.EXTENDED_STATISTICS) {
                inUse(steps, position, "column %s is in %s".formatted(column, dependent.name()));
            }
        }
        for (var index : context.table().indexes()) {
            var exclusion = context.table().constraints().stream()
                    .filter(constraint -> constraint.kind() == Constraint.Kind.EXCLUSION)
                    .anyMatch(constraint ->
                            index.constraint().filter(constraint.name()::equals).isPresent());
            if (exclusion && index.columns().contains(column)) {
                inUse(
                        steps,
                        position,
                        "column %s is in the exclusion constraint %s; the server cannot build another beside live traffic"
                                .formatted(column, index.name()));
            }
        }
    }

    private static void inUse(TableSteps steps, SourcePosition position, String message) {
        steps.problem(position, "column-in-use", message, "Drop that first and make it again afterwards.");
    }

    private static boolean stops(Dependent dependent) {
        return switch (dependent.kind()) {
            case VIEW, POLICY, RULE, WRITE_RULE, GENERATED_COLUMN, PUBLICATION, PARTITION_KEY, FUNCTION -> true;
            case EXTENDED_STATISTICS, INBOUND_FOREIGN_KEY, FUNCTION_TEXT, OTHER -> false;
        };
    }
}
