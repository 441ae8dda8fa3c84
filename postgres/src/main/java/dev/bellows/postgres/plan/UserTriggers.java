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
     * column's name as an argument. Running the file directly would break every write to the table.
     */
    void refuseMentions(String column, SourcePosition position, String becomes, TableSteps steps) {
        for (var trigger : table.triggers()) {
            if (mentions(trigger, column)) {
                steps.problem(
                        position,
                        "trigger-mentions-column",
                        "trigger %s of %s uses column %s by name; every write would fail once it is %s"
                                .formatted(trigger.name(), table.name(), column, becomes),
                        "Change or drop the trigger in a migration before this one.");
            }
        }
    }

    /** Refuses to drop a column that the server would not drop, because a trigger has it in UPDATE OF or WHEN. */
    void refuseNeeds(String column, SourcePosition position, TableSteps steps) {
        for (var trigger : table.triggers()) {
            if (trigger.needs().contains(column)) {
                steps.problem(
                        position,
                        "column-in-use",
                        "column %s is named by trigger %s (UPDATE OF or WHEN)".formatted(column, trigger.name()),
                        "Drop the trigger first; DROP COLUMN would fail as well.");
            }
        }
    }

    /**
     * Refuses a rename under which a trigger would stay silent: until contract the new version writes the new name, which
     * UPDATE OF does not list, and which a trigger BEFORE does not see in the column that its WHEN looks at.
     */
    void refuseSilenced(String column, SourcePosition position, TableSteps steps) {
        for (var trigger : table.triggers()) {
            var looksTooEarly =
                    trigger.needs().contains(column) && trigger.definition().contains(" BEFORE ");
            if (trigger.updateOf().contains(column) || looksTooEarly) {
                steps.problem(
                        position,
                        "trigger-mentions-column",
                        "trigger %s of %s fires by what is written into %s (UPDATE OF or WHEN); until contract the new version writes the new name"
                                .formatted(trigger.name(), table.name(), column),
                        "Let it fire AFTER, with WHEN instead of UPDATE OF, in a migration before this one.");
            }
        }
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
        var byName =
                Pattern.compile("\\b(new|old)\\s*\\.\\s*\"?" + Pattern.quote(column) + "\\b", Pattern.CASE_INSENSITIVE);
        return byName.matcher(trigger.functionBody()).find();
    }
}
