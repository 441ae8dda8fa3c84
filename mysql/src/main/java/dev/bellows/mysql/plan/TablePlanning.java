package dev.bellows.mysql.plan;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.mysql.catalog.Algorithm;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.plan.Phase;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.Folding;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.plan.draft.TablePlan;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table;
import dev.bellows.schema.Table.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans the changes of one table that is there. */
final class TablePlanning {
    private final PlanContext context;
    private final TableSteps steps = new TableSteps();
    private final List<Problem> problems = new ArrayList<>();

    TablePlanning(Migration migration, Catalog catalog, Table table, ExpressionText expressions) {
        var operations = migration.operations().stream()
                .filter(operation -> operation.table().equals(table.name()))
                .toList();
        var change = new Folding(table, HiddenNames.OURS, problems).fold(operations);
        this.context =
                new PlanContext(migration, catalog, change, new HiddenNames(migration.id(), table.name()), expressions);
        new Parts(context, steps).decide().forEach(part -> part.contribute(context, steps));
    }

    /** The columns whose definition the file changes, and the clause with which the server itself would do it. */
    List<Change> natively() {
        return context.change().existing().values().stream()
                .filter(change -> isDefinition(change))
                .map(change -> new Change(
                        "change " + change.name(),
                        CataloguePart.clause(context, change),
                        Probes.column(context.table().name(), change.name()),
                        new Change.Clauses(
                                CataloguePart.back(context, change),
                                Probes.column(context.table().name(), change.name())),
                        change.operations().getFirst().position()))
                .toList();
    }

    private static boolean isDefinition(ColumnChange change) {
        return !change.has(Operation.DropColumn.class) && !change.has(Operation.RenameColumn.class);
    }

    /** Every ALTER TABLE of the plan, in the order of execution. */
    List<Change> changes() {
        return new TableAssembly(context, steps).changes();
    }

    TablePlan plan(List<Problem> found) {
        var assembly = new TableAssembly(context, steps);
        Limits.refuseTriggersOfMariadb(context, steps, assembly.position());
        problems.addAll(steps.problems());
        refuseBlocking(assembly);
        refuseUnwalkable(assembly);
        refuseKind();
        found.addAll(problems);
        var drafts = problems.isEmpty() ? assembly.drafts() : Map.<Phase, List<Draft>>of();
        return new TablePlan(drafts, steps.watches(), steps.unconverted(), notes(assembly));
    }

    private void refuseBlocking(TableAssembly assembly) {
        for (var change : assembly.changes()) {
            context.cost(change.clauses())
                    .filter(cost -> Algorithm.valueOf(cost.algorithm()) == Algorithm.BLOCKS_WRITES)
                    .ifPresent(cost -> problems.add(Problem.at(
                            change.position(),
                            "needs-online-rewrite",
                            "the server would block writes of %s for as long as the table is large: %s"
                                    .formatted(
                                            context.table().name(),
                                            cost.reason().orElse("it knows no other way")),
                            "This needs the online rewrite of the table (not supported yet).")));
        }
    }

    private void refuseUnwalkable(TableAssembly assembly) {
        var walks = !steps.fills().isEmpty()
                || !steps.comparisons().isEmpty()
                || !steps.proofs().isEmpty();
        if (walks && assembly.walk().isEmpty()) {
            problems.add(Problem.at(
                    assembly.position(),
                    "no-walkable-key",
                    "%s has no primary key, and no unique key without NULL, of numbers, texts or times"
                            .formatted(context.table().name()),
                    "Give it a primary key first."));
        }
    }

    private void refuseKind() {
        if (context.table().kind() != TableKind.ORDINARY) {
            problems.add(Problem.at(
                    new TableAssembly(context, steps).position(),
                    "table-kind",
                    "%s is not an ordinary table (%s)"
                            .formatted(
                                    context.table().name(),
                                    context.table()
                                            .kind()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' ')),
                    "Change it by hand; only ordinary tables are supported here yet."));
        }
    }

    private List<String> notes(TableAssembly assembly) {
        var notes = new ArrayList<>(steps.notes());
        for (var change : assembly.changes()) {
            context.cost(change.clauses())
                    .filter(cost -> Algorithm.valueOf(cost.algorithm()) == Algorithm.REBUILDS
                            || Algorithm.valueOf(cost.algorithm()) == Algorithm.COPIES)
                    .ifPresent(cost -> notes.add(
                            "%s: the server writes the whole table %s anew, beside reads and writes; a replica stands still as long."
                                    .formatted(change.title(), context.table().name())));
        }
        if (!steps.rules().isEmpty() && !context.server().hidesColumns()) {
            notes.add(
                    "This server cannot hide columns (MySQL 8.0.23 can): an INSERT into %s that names no columns fails until purge."
                            .formatted(context.table().name()));
        }
        var noisy = assembly.noisyTriggers();
        if (!steps.fills().isEmpty() && !noisy.isEmpty()) {
            notes.add("The backfill of %s fires trigger %s for every row: nothing switches it off on this server."
                    .formatted(context.table().name(), String.join(", ", noisy)));
        }
        return notes;
    }
}
