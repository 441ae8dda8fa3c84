package dev.bellows.postgres.plan;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Index;
import dev.bellows.schema.TableName;
import java.util.HashSet;
import java.util.List;

/**
 * Names of new indexes. A build asks the catalogue whether its index is there already, so that it can be repeated: an
 * index of that name which somebody else made would be taken for the new one.
 */
record IndexNames(Migration migration, Catalog catalog) {

    void refuseTaken(List<Problem> problems) {
        var made = new HashSet<TableName>();
        for (var operation : migration.operations()) {
            if (operation instanceof Operation.CreateIndex create) {
                var name = new TableName(create.table().schema(), create.index());
                var isTaken = catalog.relations().contains(name) && (!isWreck(catalog, create) || isDropped(name));
                if (!made.add(name) || isTaken) {
                    problems.add(Problem.at(
                            create.position(),
                            "index-exists",
                            "%s exists already, or the file makes it twice".formatted(name),
                            "Choose another name, or drop what has it in a migration before this one."));
                }
            }
        }
    }

    /** By the same file, which would be done after the new one is built. */
    private boolean isDropped(TableName index) {
        return migration.operations().stream()
                .anyMatch(operation -> operation instanceof Operation.DropIndex drop
                        && drop.index().equals(index.name())
                        && drop.table().schema().equals(index.schema()));
    }

    /** Whether an earlier concurrent build of this name on this table has failed: it is built again. */
    static boolean isWreck(Catalog catalog, Operation.CreateIndex create) {
        return catalog.table(create.table()).stream()
                .flatMap(table -> table.indexes().stream())
                .anyMatch(index -> index.name().equals(create.index()) && index.validity() == Index.Validity.INVALID);
    }
}
