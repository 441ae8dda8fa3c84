package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.Nullability;
import java.util.Optional;

/** A column as the file leaves it, but for its name. */
final class Finals {
    private Finals() {}

    static Column of(ColumnChange change, Column column) {
        var now = column;
        for (var operation : change.operations()) {
            now = after(operation, now);
        }
        return now;
    }

    private static Column after(Operation operation, Column column) {
        return switch (operation) {
            case Operation.ChangeType op -> retyped(column, op);
            case Operation.SetNotNull ignored -> Columns.nullable(column, Nullability.NOT_NULL);
            case Operation.DropNotNull ignored -> Columns.nullable(column, Nullability.NULLABLE);
            case Operation.SetDefault op -> Columns.defaulting(column, value(op.expression()));
            case Operation.DropDefault ignored -> Columns.defaulting(column, Optional.empty());
            case Operation.Comment op -> Columns.commented(column, op.text());
            case Operation.AddColumn ignored -> column;
            case Operation.RenameColumn ignored -> column;
            case Operation.DropColumn ignored -> column;
            case Operation.FillColumns ignored -> column;
            case Operation.CreateTable ignored -> column;
            case Operation.CreateIndex ignored -> column;
            case Operation.DropIndex ignored -> column;
        };
    }

    /** A text keeps its character set where the file names none and its collation says so; the server decides the rest. */
    private static Column retyped(Column column, Operation.ChangeType op) {
        return Columns.ofType(column, op.type(), op.collation());
    }

    /** DEFAULT NULL is no default. */
    static Optional<String> value(String expression) {
        return Optional.of(expression).filter(sql -> !sql.strip().equalsIgnoreCase("null"));
    }

    /** A new column as the file defines it. */
    static Column added(ColumnChange change) {
        var add = change.last(Operation.AddColumn.class).orElseThrow();
        var column = new Column(
                add.column(),
                add.type(),
                add.collation(),
                add.required() == Operation.Requirement.REQUIRED ? Nullability.NOT_NULL : Nullability.NULLABLE,
                add.defaultValue()
                        .flatMap(Finals::value)
                        .map(sql -> new Column.ColumnDefault(sql, Column.Volatility.IMMUTABLE)),
                Column.ColumnKind.PLAIN,
                Column.ColumnTraits.NONE);
        var now = column;
        for (var operation : change.operations()) {
            now = after(operation, now);
        }
        return now;
    }
}
