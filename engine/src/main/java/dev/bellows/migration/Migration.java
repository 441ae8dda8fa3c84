package dev.bellows.migration;

import dev.bellows.schema.TableName;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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

    /** Every table that an operation names, sorted. */
    public SortedSet<TableName> tables() {
        var names = new TreeSet<TableName>();
        operations.forEach(operation -> names.add(operation.table()));
        return names;
    }
}
