package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables for which a plan of this kind would not hold what Bellows promises. */
record TableLimits(PlanContext context, TableSteps steps) {

    void check(List<Operation> operations, List<Problem> problems) {
        var position = operations.getFirst().position();
        var table = context.table();
        var found = new ArrayList<Problem>();
        if (table.access() == Access.NOT_OWNER) {
            found.add(Problem.at(
                    position,
                    "not-owner",
                    "our role does not own %s and is not a member of the role that does".formatted(table.name()),
                    "GRANT the owner's role to it; docs/permissions.md has the exact statements."));
        }
        var copies = !steps.fills().isEmpty() || !steps.comparisons().isEmpty();
        if (copies && table.access() == Access.ROW_SECURITY) {
            found.add(Problem.at(
                    position,
                    "row-security",
                    "row-level security hides rows of %s from our role; a backfill would skip them in silence"
                            .formatted(table.name()),
                    "Use a role with BYPASSRLS, or the owner without FORCE ROW LEVEL SECURITY."));
        }
        kind(operations, copies).ifPresent(found::add);
        if (!steps.contract().isEmpty() || !steps.expand().isEmpty()) {
            rejectOddTriggerNames(position, found);
        }
        problems.addAll(found);
    }

    private Optional<Problem> kind(List<Operation> operations, boolean copies) {
        var table = context.table();
        var what = "%s is %s".formatted(table.name(), inWords(table.kind()));
        var position = operations.getFirst().position();
        return switch (table.kind()) {
            case ORDINARY -> Optional.empty();
            case VIEW, MATERIALIZED_VIEW, FOREIGN, TEMPORARY ->
                Optional.of(Problem.at(
                        position,
                        "not-a-table",
                        what + "; Bellows changes tables that stay in this database",
                        "Change it outside of Bellows."));
            case PARTITION, PARTITIONED, INHERITANCE_PARENT, INHERITANCE_CHILD -> {
                if (copies || buildsIndexes()) {
                    yield Optional.of(Problem.at(
                            position,
                            "partitioned",
                            what + "; copying its columns or building its indexes is not supported yet",
                            "Only changes of the catalogue are planned on such tables so far."));
                }
                yield operations.stream()
                        .filter(operation -> table.kind() == TableKind.PARTITION && isOfParent(operation))
                        .findFirst()
                        .map(operation -> Problem.at(
                                operation.position(),
                                "partitioned",
                                what + "; its columns and their types are those of its parent",
                                "Change the parent: that changes all of its partitions."));
            }
        };
    }

    private static boolean isOfParent(Operation operation) {
        return operation instanceof Operation.AddColumn
                || operation instanceof Operation.DropColumn
                || operation instanceof Operation.ChangeType;
    }

    /** Our triggers begin with a tilde to fire last; only names beyond ASCII sort after it. */
    private void rejectOddTriggerNames(dev.bellows.migration.SourcePosition position, List<Problem> found) {
        for (var trigger : context.table().triggers()) {
            if (trigger.name().charAt(0) >= '~') {
                found.add(Problem.at(
                        position,
                        "trigger-order",
                        "trigger %s of %s would fire after the sync and could change what was synced"
                                .formatted(trigger.name(), context.table().name()),
                        "Give it a name that begins with a letter."));
            }
        }
    }

    private boolean buildsIndexes() {
        return steps.afterFill().stream().anyMatch(draft -> draft.probe().isPresent());
    }

    private static String inWords(TableKind kind) {
        return switch (kind) {
            case ORDINARY -> "a table";
            case PARTITIONED -> "a partitioned table";
            case PARTITION -> "a partition";
            case INHERITANCE_PARENT -> "a table that others inherit from";
            case INHERITANCE_CHILD -> "a table that inherits from another";
            case VIEW -> "a view";
            case MATERIALIZED_VIEW -> "a materialized view";
            case FOREIGN -> "a foreign table";
            case TEMPORARY -> "a temporary table";
        };
    }
}
