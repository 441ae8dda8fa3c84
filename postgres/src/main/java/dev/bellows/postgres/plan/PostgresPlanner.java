package dev.bellows.postgres.plan;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Action;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.PlanSettings;
import dev.bellows.plan.Planned;
import dev.bellows.plan.Planner;
import dev.bellows.plan.Step;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
        return new Planned.Accepted(assemble(migration, catalog, settings, tables));
    }

    /** What one table contributes. */
    record TablePlan(
            Map<Phase, List<Draft>> drafts, List<String> watches, List<String> unconverted, List<String> notes) {
        static final TablePlan EMPTY = new TablePlan(Map.of(), List.of(), List.of(), List.of());
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
            operations.forEach(operation -> problems.add(unknown(operation)));
            return TablePlan.EMPTY;
        }
        var change = new Folding(table.get(), problems).fold(operations);
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

    /** Every operation on it, or what no table has. */
    private static Problem unknown(Operation operation) {
        var ofIndex = operation instanceof Operation.DropIndex
                || (operation instanceof Operation.Comment comment && comment.on() == Operation.CommentTarget.INDEX);
        return ofIndex
                ? Problem.at(
                        operation.position(),
                        "unknown-index",
                        "there is no index " + operation.table(),
                        "Correct the name, or remove the statement.")
                : Problem.at(
                        operation.position(),
                        "unknown-table",
                        "there is no table %s".formatted(operation.table()),
                        "Check the name and its schema; names without one are looked for in public.");
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

    private static Plan assemble(Migration migration, Catalog catalog, PlanSettings settings, List<TablePlan> tables) {
        var steps = new ArrayList<Step>();
        for (var phase : Phase.values()) {
            var number = 1;
            for (var table : tables) {
                for (var draft : table.drafts().getOrDefault(phase, List.of())) {
                    steps.add(draft.numbered(phase, number++));
                }
            }
        }
        var limits = new Directives(migration.directives(), settings);
        return new Plan(
                migration.id(),
                migration.file().checksum(),
                catalog.server().product() + " " + catalog.server().version(),
                tables(migration, steps),
                steps,
                gates(steps, tables, limits),
                new Plan.Limits(limits.lockTimeout(), settings.chunk(), limits.retention()),
                tables.stream().flatMap(table -> table.notes().stream()).toList());
    }

    /** Also those that a step locks because a foreign key of theirs is made anew: nobody may change them meanwhile. */
    private static List<TableName> tables(Migration migration, List<Step> steps) {
        var tables = new TreeSet<>(migration.tables());
        for (var step : steps) {
            if (step.action() instanceof Action.Transaction transaction) {
                tables.addAll(transaction.tables());
            }
        }
        return List.copyOf(tables);
    }

    private static List<Gate> gates(List<Step> steps, List<TablePlan> tables, Directives directives) {
        if (steps.stream().noneMatch(step -> step.phase() == Phase.CONTRACT)) {
            return List.of();
        }
        var gates = new ArrayList<Gate>();
        if (steps.stream().anyMatch(step -> step.action() instanceof Action.Verify)) {
            gates.add(new Gate.Parity(tables.stream()
                    .flatMap(table -> table.unconverted().stream())
                    .toList()));
        }
        var watches = tables.stream().flatMap(table -> table.watches().stream()).toList();
        if (!watches.isEmpty()) {
            gates.add(new Gate.OldWritersGone(directives.soak(), watches));
        }
        gates.add(new Gate.OldSessionsGone());
        gates.add(new Gate.Approval());
        return gates;
    }

    /** Settings with what the file's directives put in their place. */
    private record Directives(List<Directive> directives, PlanSettings settings) {
        Duration retention() {
            return last(Directive.Retain.class).map(Directive.Retain::time).orElse(settings.retention());
        }

        Duration soak() {
            return last(Directive.Soak.class).map(Directive.Soak::time).orElse(settings.soak());
        }

        /** The whole attempt must fit into the stall budget, whatever was asked for. */
        Duration lockTimeout() {
            var asked = last(Directive.LockTimeout.class)
                    .map(Directive.LockTimeout::time)
                    .orElse(settings.lockTimeout());
            return asked.compareTo(PlanSettings.STALL_BUDGET) > 0 ? PlanSettings.STALL_BUDGET : asked;
        }

        private <T extends Directive> java.util.Optional<T> last(Class<T> kind) {
            return directives.stream().filter(kind::isInstance).map(kind::cast).reduce((a, b) -> b);
        }
    }
}
