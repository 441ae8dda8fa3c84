package dev.bellows.plan.draft;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.plan.Action;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.PlanSettings;
import dev.bellows.plan.Step;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Puts what the tables contribute together to a plan. Pure. */
public final class PlanAssembly {
    private PlanAssembly() {}

    /** The plan that the tables add up to; a directive of the file goes before a setting. */
    public static Plan of(Migration migration, Catalog.Server server, PlanSettings settings, List<TablePlan> tables) {
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
                server.product() + " " + server.version(),
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
            switch (step.action()) {
                case Action.Transaction transaction -> tables.addAll(transaction.tables());
                case Action.Ddl ddl -> tables.addAll(ddl.tables());
                case Action.Scan ignored -> {}
                case Action.Online ignored -> {}
                case Action.Backfill ignored -> {}
                case Action.Verify ignored -> {}
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

        private <T extends Directive> Optional<T> last(Class<T> kind) {
            return directives.stream().filter(kind::isInstance).map(kind::cast).reduce((a, b) -> b);
        }
    }

    /**
     * An operation on a table, or an index, that is not there.
     *
     * @param schema where names without a schema are looked for, as a clause
     */
    public static Problem unknown(Operation operation, String schema) {
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
                        "Check the name and its schema; %s.".formatted(schema));
    }
}
