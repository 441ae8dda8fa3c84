package dev.bellows.mysql.plan;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.plan.PlanSettings;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Planner;
import dev.bellows.plan.draft.PlanAssembly;
import dev.bellows.plan.draft.TablePlan;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/** Plans for MySQL and MariaDB. Pure and deterministic; thread-safe. */
public final class MysqlPlanner implements Planner {
    private final ExpressionText expressions;

    public MysqlPlanner(ExpressionText expressions) {
        this.expressions = expressions;
    }

    @Override
    public Planned plan(Migration parsed, Catalog catalog, PlanSettings settings) {
        var migration = parsed.resolved(catalog);
        var problems = new ArrayList<Problem>();
        var tables = new ArrayList<TablePlan>();
        for (var table : migration.tables()) {
            tables.add(tablePlan(migration, catalog, table, problems));
        }
        return problems.isEmpty()
                ? new Planned.Accepted(PlanAssembly.of(migration, catalog.server(), settings, tables))
                : new Planned.Rejected(problems);
    }

    private TablePlan tablePlan(Migration migration, Catalog catalog, TableName name, List<Problem> problems) {
        var operations = migration.operations().stream()
                .filter(operation -> operation.table().equals(name))
                .toList();
        if (operations.getFirst() instanceof Operation.CreateTable create) {
            return new NewTable(create, operations).plan(catalog, problems);
        }
        var table = catalog.table(name);
        if (table.isEmpty()) {
            operations.forEach(operation -> problems.add(
                    PlanAssembly.unknown(operation, "names without one are looked for in the database of the URL")));
            return TablePlan.EMPTY;
        }
        return new TablePlanning(migration, catalog, table.get(), expressions).plan(problems);
    }
}
