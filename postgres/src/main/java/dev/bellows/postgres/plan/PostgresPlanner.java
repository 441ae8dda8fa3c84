package dev.bellows.postgres.plan;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Phase;
import dev.bellows.plan.PlanSettings;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Planner;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.Folding;
import dev.bellows.plan.draft.PlanAssembly;
import dev.bellows.plan.draft.TablePlan;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans for PostgreSQL 13 to 18. Pure and deterministic; thread-safe. */
public final class PostgresPlanner implements Planner {
    private final PostgresGrammar grammar;

    public PostgresPlanner(PostgresGrammar grammar) {
        this.grammar = grammar;
    }

    @Override
    public Planned plan(Migration parsed, Catalog catalog, PlanSettings settings) {
        var migration = parsed.resolved(catalog);
        var problems = new ArrayList<Problem>();
        var tables = new ArrayList<TablePlan>();
        new IndexNames(migration, catalog).refuseTaken(problems);
        for (var table : migration.tables()) {
            tables.add(tablePlan(migration, catalog, table, problems));
        }
        if (!problems.isEmpty()) {
            return new Planned.Rejected(problems);
        }
        return new Planned.Accepted(PlanAssembly.of(migration, catalog.server(), settings, tables));
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
            operations.forEach(operation ->
                    problems.add(PlanAssembly.unknown(operation, "names without one are looked for in public")));
            return TablePlan.EMPTY;
        }
        var change = new Folding(table.get(), HiddenNames.OURS, problems).fold(operations);
        var context = new PlanContext(migration, catalog, change, new HiddenNames(migration.id(), name), grammar);
        var before = problems.size();
        var parts = new Parts(context, problems).decide();
        var steps = new TableSteps();
        parts.forEach(part -> part.contribute(context, steps));
        problems.addAll(steps.problems());
        new TableLimits(context, steps).check(operations, problems);
        var drafts =
                problems.size() == before ? new TableAssembly(context, steps).drafts() : Map.<Phase, List<Draft>>of();
        return new TablePlan(drafts, steps.watches(), steps.unconverted(), notes(context, steps));
    }

    private static List<String> notes(PlanContext context, TableSteps steps) {
        var notes = new ArrayList<>(steps.notes());
        var filled = steps.fills().stream()
                .flatMap(fill -> fill.assignments().stream().map(TableSteps.Assignment::column))
                .toList();
        var noisy = filled.isEmpty() ? List.<String>of() : Walks.noisyTriggers(context, filled);
        if (!noisy.isEmpty()) {
            notes.add(
                    ("The backfill of %s fires trigger %s for every row: the role may not set session_replication_role"
                                    + " (PostgreSQL 15 and later can grant it; see docs/permissions.md).")
                            .formatted(context.table().name(), String.join(", ", noisy)));
        }
        return notes;
    }
}
