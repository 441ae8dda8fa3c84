package dev.bellows.postgres.catalog;

import dev.bellows.migration.Operation;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The columns of a table at some point: what an expression can see. */
record Shape(TableName table, List<Member> columns) {
    Shape {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param origin its name today; nothing for a new one
     */
    record Member(String name, String type, Optional<String> collation, Optional<String> origin) {
        String definition() {
            return Session.quoted(name) + " " + type
                    + collation.map(c -> " COLLATE " + c).orElse("");
        }
    }

    static Shape today(Table table) {
        return new Shape(
                table.name(),
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
                        columns.stream()
                                .filter(c -> !c.name().equals(drop.column()))
                                .toList());
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

    Shape with(Member member) {
        if (column(member.name()).isPresent()) {
            return this;
        }
        var more = new ArrayList<>(columns);
        more.add(member);
        return new Shape(table, more);
    }

    private Shape replacing(String name, UnaryOperator<Member> change) {
        return new Shape(
                table,
                columns.stream()
                        .map(c -> c.name().equals(name) ? change.apply(c) : c)
                        .toList());
    }

    Optional<Member> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** SQL that makes an empty temporary table of this shape and name. */
    String temporaryTable() {
        return "CREATE TEMPORARY TABLE %s (%s)"
                .formatted(
                        temporaryName(),
                        columns.stream().map(Member::definition).collect(Collectors.joining(", ")));
    }

    String temporaryName() {
        return "pg_temp." + Session.quoted(table.name());
    }
}
