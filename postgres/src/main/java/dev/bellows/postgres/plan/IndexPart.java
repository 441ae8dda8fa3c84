package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.plan.Reversal;
import dev.bellows.schema.Index;

/** Indexes: built concurrently after the new columns are filled; dropped at purge, because until then it must come back. */
final class IndexPart {
    private IndexPart() {}

    static Part create(Operation.CreateIndex create) {
        return (context, steps) -> {
            if (isOnMovingColumn(context, create)) {
                steps.problem(
                        create.position(),
                        "index-on-changing-column",
                        "index %s is on a column whose name or type this file changes".formatted(create.index()),
                        "Create the index in a migration after this one.");
                return;
            }
            if (IndexNames.isWreck(context.catalog(), create)) {
                steps.note("%s is there and INVALID: a build of it has failed. It is dropped and built anew."
                        .formatted(create.index()));
            }
            var draft = context.drafts()
                    .buildIndex(
                            "build index " + create.index(),
                            create.index(),
                            create.sql().head(),
                            create.sql().fromName());
            steps.afterFill(draft);
        };
    }

    static Part drop(Operation.DropIndex drop) {
        return (context, steps) -> {
            var index = context.table().indexes().stream()
                    .filter(i -> i.name().equals(drop.index()))
                    .findFirst()
                    .orElseThrow();
            if (index.uniqueness() == Index.Uniqueness.UNIQUE) {
                steps.afterContract(context.drafts().dropIndex(index.name(), rebuild(context, index)));
                steps.note("A rollback builds the unique index %s again, which takes as long as the table is large."
                        .formatted(index.name()));
            } else {
                steps.beforePurge(context.drafts().dropIndex(index.name(), new Reversal.Final("purge destroys")));
            }
        };
    }

    private static Reversal rebuild(PlanContext context, Index index) {
        var text = new ColumnSplice(context.grammar()).index(index.definition(), "", "");
        var build =
                context.drafts().buildIndex("", index.name(), text.head(), Quoted.name(index.name()) + text.fromOn());
        return new Reversal.Undo(java.util.List.of(build.action()));
    }

    private static boolean isOnMovingColumn(PlanContext context, Operation.CreateIndex create) {
        return context.change().existing().values().stream()
                .filter(change -> create.columns().contains(change.finalName()))
                .anyMatch(change -> change.has(Operation.RenameColumn.class)
                        || Parts.isCopied(context.catalog(), context.table(), change));
    }
}
