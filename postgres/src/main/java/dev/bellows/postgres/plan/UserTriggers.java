package dev.bellows.postgres.plan;

import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.Table;
import dev.bellows.schema.Trigger;
import java.util.List;
import java.util.regex.Pattern;

/** What users' own triggers on a table mean for a change of one of its columns. */
record UserTriggers(Table table) {

    /**
     * Refuses a change after which a trigger would fail: its function says NEW.column or OLD.column, or gets the
     * column's name as an argument. Running the file directly would break every write to the table. Also one that the
     * server itself ties to the column: it would not fire for what new code writes, and stands in the way of DROP COLUMN.
     */
    void refuseMentions(String column, SourcePosition position, Becomes becomes, TableSteps steps) {
        for (var trigger : table.triggers()) {
            if (mentions(trigger, column)) {
                refuse(
                        "trigger %s of %s uses column %s by name; every write would fail once it is %s"
                                .formatted(trigger.name(), table.name(), column, becomes.word()),
                        position,
                        steps);
            } else if (isTied(trigger, column, becomes)) {
                refuse(
                        "trigger %s of %s names column %s in UPDATE OF or WHEN, which does not see what is written through another column"
                                .formatted(trigger.name(), table.name(), column),
                        position,
                        steps);
            }
        }
    }

    private static void refuse(String message, SourcePosition position, TableSteps steps) {
        steps.problem(
                position,
                "trigger-mentions-column",
                message,
                "Change or drop the trigger in a migration before this one.");
    }

    /** What happens to the column. */
    enum Becomes {
        RENAMED,
        DROPPED;

        private String word() {
            return this == RENAMED ? "renamed" : "dropped";
        }
    }

    /** WHEN of a trigger that fires after the row is synced follows a rename by itself. */
    private static boolean isTied(Trigger trigger, String column, Becomes becomes) {
        var when = trigger.definition().indexOf(" WHEN (");
        var inTime = becomes == Becomes.RENAMED && trigger.definition().contains(" AFTER ");
        return trigger.updateOf().contains(column)
                || (when >= 0 && !inTime && isNamed(column, trigger.definition().substring(when)));
    }

    /** Triggers that would fire for a backfill of {@code columns} in a session that cannot silence them. */
    List<String> firingOnBackfill(List<String> columns) {
        return table.triggers().stream()
                .filter(trigger -> trigger.firesOnUpdate() != Trigger.UpdateFiring.NEVER)
                .filter(trigger -> trigger.updateOf().isEmpty()
                        || trigger.updateOf().stream().anyMatch(columns::contains))
                .map(Trigger::name)
                .toList();
    }

    private static boolean mentions(Trigger trigger, String column) {
        if (trigger.arguments().contains(column)) {
            return true;
        }
        return isNamed(column, trigger.functionBody());
    }

    private static boolean isNamed(String column, String text) {
        return Pattern.compile(
                        "\\b(new|old)\\s*\\)?\\s*\\.\\s*\"?" + Pattern.quote(column) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }
}
