package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Index;
import java.util.List;

/** Indexes that stand in for users' indexes on a column that has another name until contract. */
final class IndexCopies {
    private IndexCopies() {}

    /** The new version looks rows up by the new name before contract; at purge it has the original, and the copy goes. */
    static void forNewNames(PlanContext context, TableSteps steps, ColumnChange change, SourcePosition position) {
        for (var index : context.table().indexes()) {
            var renamed = renamedOf(context, index);
            if (!renamed.isEmpty() && renamed.getFirst().name().equals(change.name())) {
                var name = context.names().standIn(index.name());
                var names = renamed;
                var clause = "ADD "
                        + IndexText.of(index.definition())
                                .renamed(
                                        name,
                                        column -> names.stream()
                                                .filter(other -> other.name().equals(column))
                                                .map(ColumnChange::finalName)
                                                .findFirst()
                                                .orElse(column));
                steps.afterFill(build(context, name, clause, position));
                steps.purge(drop(context, name, position));
            }
        }
    }

    static Change build(PlanContext context, String name, String clause, SourcePosition position) {
        var there = Probes.index(context.table().name(), name);
        return new Change(
                "build index " + name,
                clause,
                there,
                new Change.Clauses("DROP INDEX " + Quoted.name(name), Probes.not(there)),
                position);
    }

    static Change drop(PlanContext context, String name, SourcePosition position) {
        return new Change(
                "drop index " + name,
                "DROP INDEX " + Quoted.name(name),
                Probes.not(Probes.index(context.table().name(), name)),
                new Change.Never("purge destroys"),
                position);
    }

    private static List<ColumnChange> renamedOf(PlanContext context, Index index) {
        return context.change().existing().values().stream()
                .filter(other -> other.has(Operation.RenameColumn.class))
                .filter(other -> index.columns().contains(other.name()))
                .toList();
    }
}
