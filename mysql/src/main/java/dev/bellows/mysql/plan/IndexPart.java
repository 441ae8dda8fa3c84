package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.Index;

/** Indexes: built in place beside reads and writes; dropped at purge, because until then they may have to come back. */
final class IndexPart {
    private IndexPart() {}

    static Part create(Operation.CreateIndex create) {
        return (context, steps) -> {
            var moving = context.change().existing().values().stream()
                    .filter(change -> create.columns().contains(change.finalName()))
                    .anyMatch(change -> Parts.isTraded(context, change) || change.has(Operation.RenameColumn.class));
            if (moving) {
                steps.problem(
                        create.position(),
                        "index-on-changing-column",
                        "index %s is on a column whose name or type this file changes".formatted(create.index()),
                        "Create the index in a migration after this one.");
                return;
            }
            var clause = "%s %s".formatted(create.sql().head(), create.sql().fromName());
            steps.afterFill(IndexCopies.build(context, create.index(), clause, create.position()));
        };
    }

    static Part drop(Operation.DropIndex drop) {
        return (context, steps) -> {
            var index = context.table().indexes().stream()
                    .filter(i -> i.name().equals(drop.index()))
                    .findFirst()
                    .orElseThrow();
            if (index.uniqueness() == Index.Uniqueness.UNIQUE) {
                var gone = Probes.not(Probes.index(context.table().name(), index.name()));
                steps.afterContract(new Change(
                        "drop index " + index.name(),
                        "DROP INDEX " + Quoted.name(index.name()),
                        gone,
                        new Change.Clauses("ADD " + index.definition(), Probes.not(gone)),
                        drop.position()));
                steps.note("A rollback builds the unique index %s again, which takes as long as the table is large."
                        .formatted(index.name()));
            } else {
                steps.purge(IndexCopies.drop(context, index.name(), drop.position()));
            }
        };
    }
}
