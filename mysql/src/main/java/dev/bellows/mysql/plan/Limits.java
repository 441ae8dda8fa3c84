package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnKind;
import dev.bellows.schema.Column.Volatility;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.Trigger;
import java.util.regex.Pattern;

/** What cannot be done to a column with both versions writing, and why. */
final class Limits {
    private static final String NO_SENTINEL = "no-sentinel";

    private Limits() {}

    /** A column of which there can be no copy in sync. */
    static void refuseUncopiable(PlanContext context, TableSteps steps, Column column, SourcePosition position) {
        if (column.kind() == ColumnKind.GENERATED) {
            steps.problem(
                    position,
                    "generated-column",
                    "column %s is generated: no code writes it, and a copy of it cannot be in sync"
                            .formatted(column.name()),
                    "Add a new generated column, and drop this one in a later migration.");
        }
        if (column.kind() == ColumnKind.IDENTITY_BY_DEFAULT) {
            steps.problem(
                    position,
                    "auto-increment-column",
                    "column %s is AUTO_INCREMENT: a trigger does not see the number that a new row gets"
                            .formatted(column.name()),
                    "This needs the online rewrite of the table (not supported yet).");
        }
        if (column.defaultValue()
                .filter(d -> d.volatility() == Volatility.VOLATILE)
                .isPresent()) {
            steps.problem(
                    position,
                    "volatile-default",
                    "column %s has the default %s, which a trigger cannot tell from a value"
                            .formatted(
                                    column.name(), column.defaultValue().get().sql()),
                    "Drop the default in a migration before this one.");
        }
        for (var constraint : context.table().constraintsOn(column.name())) {
            refuseKeys(steps, column, constraint, position);
        }
        for (var key : context.table().inboundKeys()) {
            if (key.columns().contains(column.name())) {
                steps.problem(
                        position,
                        "foreign-key-column",
                        "foreign key %s of %s points at column %s"
                                .formatted(key.key().name(), key.child().table(), column.name()),
                        "Drop the foreign key before, and make it again afterwards.");
            }
        }
    }

    /** A NULL that new code writes into a row that nobody has filled would look like the row that nobody has filled. */
    static void refuseWithoutSentinel(
            PlanContext context, TableSteps steps, SyncTarget target, SourcePosition position) {
        var column = target.column();
        if (column.isNotNull() || target.sentinel().isPresent()) {
            return;
        }
        if (context.allows(NO_SENTINEL)) {
            steps.note("new code must not set %s to NULL in a row that is there before migrate has ended"
                    .formatted(column.name()));
            return;
        }
        steps.problem(
                position,
                NO_SENTINEL,
                "column %s takes NULL, and %s has no value to spare that says that nobody wrote it yet"
                        .formatted(column.name(), column.type()),
                "If no new code sets it to NULL before migrate has ended, say so: -- ! allow %s because <reason>"
                        .formatted(NO_SENTINEL));
    }

    /**
     * What a trigger does to statements on MariaDB, whatever it says: LOAD DATA forgets the default of a TEXT or BLOB after the
     * first row, and an INSERT that leaves out an ENUM which is NOT NULL has no first member any more (error 1364). Both
     * were found by the scenarios of renames (decision 17).
     */
    static void refuseTriggersOfMariadb(PlanContext context, TableSteps steps, SourcePosition position) {
        if (!context.server().isMariadb() || steps.rules().isEmpty()) {
            return;
        }
        var texts = steps.rules().stream()
                .flatMap(rule -> rule.given().stream())
                .filter(column -> ColumnType.of(column.type()).holdsLongValues()
                        && column.defaultValue().isPresent())
                .map(Column::name)
                .distinct()
                .collect(joining(" and "));
        if (!texts.isEmpty()) {
            steps.problem(
                    position,
                    "text-default",
                    "%s: a TEXT or BLOB with a default, which MariaDB forgets when a table with triggers is loaded"
                            .formatted(texts),
                    "Drop the default in a migration before this one.");
        }
        context.table().columns().stream()
                .filter(column -> column.isNotNull() && column.defaultValue().isEmpty())
                .filter(column -> ColumnType.of(column.type()).impliedDefault().isPresent())
                .forEach(column -> steps.problem(
                        position,
                        "enum-without-default",
                        "column %s is a NOT NULL ENUM without a default: on MariaDB an INSERT that leaves it out fails once the table has triggers"
                                .formatted(column.name()),
                        "In a migration before this one: ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s;"
                                .formatted(
                                        context.table().name().name(),
                                        column.name(),
                                        ColumnType.of(column.type())
                                                .impliedDefault()
                                                .orElseThrow())));
    }

    private static void refuseKeys(TableSteps steps, Column column, Constraint constraint, SourcePosition position) {
        if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
            steps.problem(
                    position,
                    "primary-key-column",
                    "column %s belongs to the primary key, in whose order the table is stored".formatted(column.name()),
                    "This needs the online rewrite of the table (not supported yet).");
        }
        if (constraint.kind() == Constraint.Kind.FOREIGN_KEY) {
            steps.problem(
                    position,
                    "foreign-key-column",
                    "column %s belongs to foreign key %s, whose cascades fire no triggers"
                            .formatted(column.name(), constraint.name()),
                    "Drop the foreign key before, and make it again afterwards.");
        }
    }

    /** A trigger that names the column would go on with the old shape, and undo what new code writes. */
    static void refuseTriggerMentions(PlanContext context, TableSteps steps, String column, SourcePosition position) {
        var word = Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(column) + "(?![\\w$])");
        var names = context.table().triggers().stream()
                .filter(trigger -> word.matcher(trigger.functionBody()).find())
                .map(Trigger::name)
                .collect(joining(", "));
        if (!names.isEmpty()) {
            steps.problem(
                    position,
                    "trigger-mentions-column",
                    "trigger %s of %s mentions column %s"
                            .formatted(names, context.table().name(), column),
                    "Drop the trigger before, and make it again for the new shape after contract.");
        }
    }

    static void noteViews(PlanContext context, TableSteps steps, String column) {
        context.table().dependentsOn(column).stream()
                .filter(d -> d.kind() == Dependent.Kind.VIEW || d.kind() == Dependent.Kind.FUNCTION_TEXT)
                .map(Dependent::name)
                .distinct()
                .forEach(name -> steps.note("%s names %s.%s: it goes on working until purge; change it before that."
                        .formatted(name, context.table().name().name(), column)));
    }
}
