package dev.bellows.mysql.catalog;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.TableName;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables that a migration mentions, each with the first place where it does. */
final class MentionedTables {
    private MentionedTables() {}

    static SortedMap<TableName, SourcePosition> of(Migration migration) {
        var tables = new TreeMap<TableName, SourcePosition>();
        for (var operation : migration.operations()) {
            tables.putIfAbsent(operation.table(), operation.position());
            if (operation instanceof Operation.CreateTable create) {
                create.references().forEach(table -> tables.putIfAbsent(table, create.position()));
            }
        }
        for (var directive : migration.directives()) {
            switch (directive) {
                case Directive.Up up -> tables.putIfAbsent(up.table(), up.position());
                case Directive.Down down -> tables.putIfAbsent(down.table(), down.position());
                case Directive.Retain ignored -> {}
                case Directive.Soak ignored -> {}
                case Directive.LockTimeout ignored -> {}
                case Directive.Allow ignored -> {}
            }
        }
        return tables;
    }
}
