package dev.bellows.mysql.catalog;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The columns of a table at some point: what an expression can see.
 *
 * @param collation that of the table, which columns have that say nothing else
 */
record Shape(TableName table, String collation, List<Member> columns) {
    /** The name of the empty temporary table of such a shape. */
    private static final String ROW = "_bellows_row";

    Shape {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param origin its name today; nothing for a new one
     */
    record Member(String name, String type, Optional<String> collation, Optional<String> origin) {
        /** Without a default, and taking NULL. */
        String definition() {
            return definition(Quoted.name(name), "NULL");
        }

        String definition(String as, String rest) {
            return "%s %s%s %s"
                    .formatted(as, type, collation.map(c -> " COLLATE " + c).orElse(""), rest);
        }

        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    static Shape today(Table table, String collation) {
        return new Shape(
                table.name(),
                collation,
                table.columns().stream()
                        .map(c -> new Member(c.name(), c.type(), c.collation(), Optional.of(c.name())))
                        .toList());
    }

    /** The shape after one more operation of the file. */
    Shape after(Operation operation) {
        if (!operation.table().equals(table)) {
            return this;
        }
        return switch (operation) {
            case Operation.AddColumn add ->
                with(new Member(add.column(), add.type(), add.collation(), Optional.empty()));
            case Operation.RenameColumn rename ->
                replacing(
                        rename.column(),
                        old -> new Member(rename.newName(), old.type(), old.collation(), old.origin()));
            case Operation.ChangeType change ->
                replacing(
                        change.column(),
                        old -> new Member(old.name(), change.type(), change.collation(), old.origin()));
            case Operation.DropColumn drop ->
                new Shape(
                        table,
                        collation,
                        columns.stream().filter(c -> !c.is(drop.column())).toList());
            case Operation.CreateTable ignored -> this;
            case Operation.SetNotNull ignored -> this;
            case Operation.DropNotNull ignored -> this;
            case Operation.SetDefault ignored -> this;
            case Operation.DropDefault ignored -> this;
            case Operation.CreateIndex ignored -> this;
            case Operation.DropIndex ignored -> this;
            case Operation.Comment ignored -> this;
            case Operation.FillColumns ignored -> this;
        };
    }

    /** The column that an operation names with a type. */
    static Optional<Member> added(Operation operation) {
        if (operation instanceof Operation.AddColumn add) {
            return Optional.of(new Member(add.column(), add.type(), add.collation(), Optional.empty()));
        }
        return operation instanceof Operation.ChangeType change
                ? Optional.of(new Member(change.column(), change.type(), change.collation(), Optional.empty()))
                : Optional.empty();
    }

    private Shape with(Member member) {
        if (column(member.name()).isPresent()) {
            return this;
        }
        var more = new ArrayList<>(columns);
        more.add(member);
        return new Shape(table, collation, more);
    }

    private Shape replacing(String name, UnaryOperator<Member> change) {
        return new Shape(
                table,
                collation,
                columns.stream().map(c -> c.is(name) ? change.apply(c) : c).toList());
    }

    /** The servers compare names of columns without regard to case. */
    Optional<Member> column(String name) {
        return columns.stream().filter(c -> c.is(name)).findFirst();
    }

    /** A reference to a column as a checked expression has it. */
    String reference(String column) {
        return Quoted.name(table.name()) + "." + Quoted.name(column);
    }

    /** SQL that makes an empty temporary table of this shape; one column may have a default. */
    String temporaryTable(Optional<Member> target, String defaultValue) {
        return columns.stream()
                .map(column -> target.filter(column::equals).isPresent()
                        ? column.definition(Quoted.name(column.name()), "NULL DEFAULT " + defaultValue)
                        : column.definition())
                .collect(Collectors.joining(
                        ", ", "CREATE TEMPORARY TABLE %s (".formatted(temporaryName()), ") COLLATE = " + collation));
    }

    String temporaryName() {
        return Quoted.table(new TableName(table.schema(), ROW));
    }

    /** How an expression finds the temporary table under the name of its own. */
    String from() {
        return "%s AS %s".formatted(temporaryName(), Quoted.name(table.name()));
    }
}
