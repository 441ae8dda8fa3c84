package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Table.Access;
import java.util.ArrayList;
import java.util.List;

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
        if (InheritanceLimits.concern(table.kind()) && copies) {
            found.add(Problem.at(
                    position,
                    "partitioned",
                    "%s is %s; copying its columns is not supported yet"
                            .formatted(table.name(), InheritanceLimits.inWords(table.kind())),
                    "Only changes of the catalogue are planned on such tables so far."));
        }
        new InheritanceLimits(context).check(operations, found);
        if (!steps.contract().isEmpty() || !steps.expand().isEmpty()) {
            rejectOddTriggerNames(position, found);
        }
        problems.addAll(found);
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
}
