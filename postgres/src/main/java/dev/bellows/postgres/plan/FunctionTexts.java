package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.schema.Dependent;

/**
 * Functions whose text has the names of a table and of one of its columns. They are no reason to refuse anything, because
 * only a person can say what they mean; but after contract the old name is gone for them too.
 */
final class FunctionTexts {
    private FunctionTexts() {}

    static void note(PlanContext context, String column, TableSteps steps) {
        var functions = context.table().dependentsOn(column).stream()
                .filter(dependent -> dependent.kind() == Dependent.Kind.FUNCTION_TEXT)
                .map(Dependent::name)
                .collect(joining(", "));
        if (!functions.isEmpty()) {
            steps.note("The text of function %s names %s and %s. If it means this column, change it before contract."
                    .formatted(functions, context.table().name().name(), column));
        }
    }
}
