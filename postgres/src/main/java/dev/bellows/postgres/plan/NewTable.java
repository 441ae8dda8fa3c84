package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Action;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.TablePlan;
import dev.bellows.schema.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that the file itself creates: nobody uses it yet, so its statements run as they are, in one transaction. */
record NewTable(Operation.CreateTable create, List<Operation> operations) {

    TablePlan plan(Catalog catalog, List<Problem> problems) {
        if (catalog.relations().contains(create.table())) {
            problems.add(Problem.at(
                    create.position(),
                    "table-exists",
                    "%s exists already".formatted(create.table()),
                    "Drop the statement, or choose another name."));
            return TablePlan.EMPTY;
        }
        var statements = new ArrayList<String>();
        operations.forEach(operation -> statements.add(PlainSql.of(operation)));
        var drop = new Action.Transaction(
                List.of(), "", Drafts.sql(List.of("DROP TABLE IF EXISTS " + Quoted.table(create.table()))));
        var draft = new Draft(
                "create table " + create.table(),
                new Action.Transaction(List.of(), "", Drafts.sql(statements)),
                new Impact(
                        "none on a table in use", Impact.Blocks.NOTHING, Impact.Lasts.BRIEFLY, Impact.Work.CATALOGUE),
                new Reversal.Undo(List.of(drop)),
                Optional.empty(),
                Estimate.CATALOGUE);
        return new TablePlan(Map.of(Phase.EXPAND, List.of(draft)), List.of(), List.of(), List.of());
    }
}
