package dev.bellows.mysql.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.AddColumn;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Operation.Comment;
import dev.bellows.migration.Operation.CommentTarget;
import dev.bellows.migration.Operation.DropDefault;
import dev.bellows.migration.Operation.DropNotNull;
import dev.bellows.migration.Operation.Place;
import dev.bellows.migration.Operation.Requirement;
import dev.bellows.migration.Operation.SetDefault;
import dev.bellows.migration.Operation.SetNotNull;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the definition of a column, as ADD, MODIFY and CHANGE have it. */
final class DefinitionReader {
    private final Context context;
    private final Node.Rule definition;
    private Optional<String> collation = Optional.empty();
    private Optional<String> defaultValue = Optional.empty();
    private Optional<String> comment = Optional.empty();
    private Requirement required = Requirement.OPTIONAL;

    DefinitionReader(Context context, Node.Rule definition) {
        this.context = context;
        this.definition = definition;
    }

    /** A new column whose name stands in a clause, or is the given node. */
    List<Operation> added(TableName table, Node.Rule named) {
        if (!read()) {
            return List.of();
        }
        var uid = named.child("uid").orElse(named);
        var column = context.name(uid);
        var operations = new ArrayList<Operation>();
        operations.add(new AddColumn(
                table, column, type(), collation, defaultValue, required, place(named), context.position(named)));
        comment.ifPresent(text -> operations.add(
                new Comment(table, CommentTarget.COLUMN, column, comment, context.position(definition))));
        return operations;
    }

    /** What the definition says of a column that is there: it says all of it. */
    List<Operation> modified(TableName table, String column, Node.Rule clause) {
        if (!read()) {
            return List.of();
        }
        var position = context.position(clause);
        return List.of(
                new ChangeType(table, column, type(), collation, Optional.empty(), position),
                required == Requirement.REQUIRED
                        ? new SetNotNull(table, column, position)
                        : new DropNotNull(table, column, position),
                defaultValue
                        .<Operation>map(value -> new SetDefault(table, column, value, position))
                        .orElseGet(() -> new DropDefault(table, column, position)),
                new Comment(table, CommentTarget.COLUMN, column, comment, position));
    }

    private Place place(Node.Rule clause) {
        if (clause.has("FIRST")) {
            return new Place.First();
        }
        return clause.has("AFTER")
                ? new Place.After(context.name(clause.children("uid").getLast()))
                : new Place.Last();
    }

    /** The type as written, with UNSIGNED and CHARACTER SET, without COLLATE. */
    private String type() {
        var type = (Node.Rule) definition.children().getFirst();
        var text = context.text(type);
        var collate = type.children().stream()
                .filter(child ->
                        child instanceof Node.Token token && token.name().equals("COLLATE"))
                .findFirst();
        return collate.map(
                        token -> text.substring(0, token.start() - type.start()).strip())
                .orElse(text);
    }

    /** Whether there is nothing in it that has to be refused. */
    private boolean read() {
        var before = context.problems().list().size();
        ((Node.Rule) definition.children().getFirst())
                .child("collationName")
                .ifPresent(name -> collation = Optional.of(context.text(name)));
        for (var child : definition.children().subList(1, definition.children().size())) {
            if (child instanceof Node.Rule constraint) {
                constraint(constraint);
            }
        }
        return context.problems().list().size() == before;
    }

    private void constraint(Node.Rule constraint) {
        switch (constraint.name()) {
            case "nullColumnConstraint" ->
                required = constraint.first("nullNotnull").orElseThrow().has("NOT")
                        ? Requirement.REQUIRED
                        : Requirement.OPTIONAL;
            case "defaultColumnConstraint" -> defaultValue(constraint);
            case "commentColumnConstraint" -> comment = AlterTableReader.comment(context, constraint);
            case "collateColumnConstraint" ->
                collation = constraint.child("collationName").map(context::text);
            case "autoIncrementColumnConstraint" ->
                clause(
                        constraint,
                        "AUTO_INCREMENT and ON UPDATE without DEFAULT",
                        "Write DEFAULT first, or leave it out.");
            case "primaryKeyColumnConstraint" ->
                clause(constraint, "PRIMARY KEY in a column definition", "Add the column and a unique index.");
            case "uniqueKeyColumnConstraint" ->
                clause(constraint, "UNIQUE in a column definition", "Write CREATE UNIQUE INDEX as another statement.");
            case "referenceColumnConstraint" ->
                clause(constraint, "REFERENCES in a column definition", "The server ignores it; add a foreign key.");
            case "checkColumnConstraint" ->
                clause(constraint, "CHECK in a column definition", "Add it later, as a constraint of its own.");
            case "generatedColumnConstraint" ->
                clause(constraint, "a generated column", "Add a plain column and an up expression.");
            default -> clause(constraint, context.text(constraint), "Remove it.");
        }
    }

    /** With ON UPDATE, which hangs on the default in the grammar. */
    private void defaultValue(Node.Rule constraint) {
        var value = constraint.child("defaultValue").orElseThrow();
        ExpressionCheck.check(context, value);
        defaultValue = Optional.of(context.text(value));
    }

    private void clause(Node.Rule constraint, String what, String remedy) {
        context.unsupportedClause(constraint, what + " is not supported", remedy);
    }
}
