package dev.bellows.migration;

import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A migration that was understood as a whole.
 *
 * @param file the text that it came from
 * @param operations in the order of the file
 * @param directives in the order of the file
 */
public record Migration(MigrationFile file, List<Operation> operations, List<Directive> directives) {
    public Migration {
        operations = List.copyOf(operations);
        directives = List.copyOf(directives);
    }

    public MigrationId id() {
        return file.id();
    }

    /** Every table that an operation names, in the order of the file: a new table may refer to one before it. */
    public List<TableName> tables() {
        return operations.stream().map(Operation::table).distinct().toList();
    }

    /**
     * The same migration where each index that is dropped or commented on stands with its table. An index that neither
     * the catalogue nor the file knows stays as it was parsed.
     */
    public Migration resolved(Catalog catalog) {
        var made = new TreeMap<TableName, TableName>();
        for (var operation : operations) {
            if (operation instanceof Operation.CreateIndex create) {
                made.put(new TableName(create.table().schema(), create.index()), create.table());
            }
        }
        UnaryOperator<TableName> tableOf =
                index -> catalog.tableOfIndex(index).map(Table::name).orElse(made.getOrDefault(index, index));
        return new Migration(
                file, operations.stream().map(one -> resolved(one, tableOf)).toList(), directives);
    }

    private static Operation resolved(Operation operation, UnaryOperator<TableName> tableOf) {
        if (operation instanceof Operation.DropIndex drop) {
            return new Operation.DropIndex(tableOf.apply(drop.table()), drop.index(), drop.position());
        }
        if (operation instanceof Operation.Comment comment && comment.on() == Operation.CommentTarget.INDEX) {
            return new Operation.Comment(
                    tableOf.apply(comment.table()), comment.on(), comment.name(), comment.text(), comment.position());
        }
        return operation;
    }
}
