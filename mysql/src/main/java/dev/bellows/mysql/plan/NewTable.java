package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Action;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.TablePlan;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table that the file itself creates. */
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
        operations.stream()
                .filter(operation -> !(operation instanceof Operation.CreateTable))
                .forEach(operation -> problems.add(Problem.at(
                        operation.position(),
                        "change-of-new-table",
                        "%s is created in the same file".formatted(create.table()),
                        "Write it into the CREATE TABLE.")));
        var tables = new ArrayList<TableName>();
        tables.add(create.table());
        tables.addAll(create.references());
        var there = Probes.table(create.table());
        var drop = new SqlStatement("DROP TABLE IF EXISTS " + Quoted.table(create.table()));
        var draft = new Draft(
                "create table " + create.table(),
                new Action.Ddl(tables, Drafts.EXCLUSIVE, new SqlStatement(create.sql()), there),
                new Impact(
                        "none on a table in use", Impact.Blocks.NOTHING, Impact.Lasts.BRIEFLY, Impact.Work.CATALOGUE),
                new Reversal.Undo(List.of(new Action.Ddl(tables, Drafts.EXCLUSIVE, drop, Probes.not(there)))),
                Optional.empty(),
                Estimate.CATALOGUE);
        return new TablePlan(Map.of(Phase.EXPAND, List.of(draft)), List.of(), List.of(), List.of());
    }
}
