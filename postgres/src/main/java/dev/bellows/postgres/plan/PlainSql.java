package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import java.util.stream.Collectors;

/** An operation as the statement that does it directly, for tables that nobody uses yet. */
final class PlainSql {
    private PlainSql() {}

    static String of(Operation operation) {
        return switch (operation) {
            case Operation.CreateTable create -> create.sql();
            case Operation.AddColumn add -> alter(add, addColumn(add));
            case Operation.RenameColumn(var t, var column, var name, var p) ->
                alter(operation, "RENAME COLUMN %s TO %s".formatted(Quoted.name(column), Quoted.name(name)));
            case Operation.ChangeType change -> alter(change, changeType(change));
            case Operation.SetNotNull set -> column(set, set.column(), "SET NOT NULL");
            case Operation.DropNotNull drop -> column(drop, drop.column(), "DROP NOT NULL");
            case Operation.SetDefault set -> column(set, set.column(), "SET DEFAULT " + set.expression());
            case Operation.DropDefault drop -> column(drop, drop.column(), "DROP DEFAULT");
            case Operation.DropColumn drop -> alter(drop, "DROP COLUMN " + Quoted.name(drop.column()));
            case Operation.CreateIndex index ->
                index.sql().head() + " " + index.sql().fromName();
            case Operation.DropIndex drop -> "DROP INDEX " + Quoted.sibling(drop.table(), drop.index());
            case Operation.Comment comment -> comment(comment);
            case Operation.FillColumns fill -> fill(fill);
        };
    }

    private static String addColumn(Operation.AddColumn add) {
        var text = new StringBuilder("ADD COLUMN %s %s".formatted(Quoted.name(add.column()), add.type()));
        add.collation().ifPresent(collation -> text.append(" COLLATE ").append(collation));
        add.defaultValue().ifPresent(value -> text.append(" DEFAULT ").append(value));
        return add.required() == Operation.Requirement.REQUIRED
                ? text.append(" NOT NULL").toString()
                : text.toString();
    }

    private static String changeType(Operation.ChangeType change) {
        var text = new StringBuilder("ALTER COLUMN %s TYPE %s".formatted(Quoted.name(change.column()), change.type()));
        change.collation().ifPresent(collation -> text.append(" COLLATE ").append(collation));
        change.using().ifPresent(using -> text.append(" USING ").append(using));
        return text.toString();
    }

    private static String comment(Operation.Comment comment) {
        var table = Quoted.table(comment.table());
        var on = switch (comment.on()) {
            case TABLE -> "TABLE " + table;
            case COLUMN -> "COLUMN " + table + "." + Quoted.name(comment.name());
            case INDEX -> "INDEX " + Quoted.sibling(comment.table(), comment.name());
        };
        return "COMMENT ON %s IS %s".formatted(on, CataloguePart.text(comment.text()));
    }

    private static String fill(Operation.FillColumns fill) {
        var set = fill.assignments().stream()
                .map(a -> Quoted.name(a.column()) + " = " + a.expression())
                .collect(Collectors.joining(", "));
        var where = fill.scope() == Operation.FillScope.NULLS_ONLY
                ? " WHERE %s IS NULL"
                        .formatted(Quoted.name(fill.assignments().getFirst().column()))
                : "";
        return "UPDATE %s SET %s%s".formatted(Quoted.table(fill.table()), set, where);
    }

    private static String column(Operation operation, String column, String clause) {
        return alter(operation, "ALTER COLUMN %s %s".formatted(Quoted.name(column), clause));
    }

    private static String alter(Operation operation, String clause) {
        return "ALTER TABLE %s %s".formatted(Quoted.table(operation.table()), clause);
    }
}
