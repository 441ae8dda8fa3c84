package dev.bellows.mysql.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.Assignment;
import dev.bellows.migration.Operation.FillColumns;
import dev.bellows.migration.Operation.FillScope;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an UPDATE of a whole table: what columns are filled with. */
final class UpdateReader {
    private final Context context;

    UpdateReader(Context context) {
        this.context = context;
    }

    List<Operation> read(Node.Rule statement) {
        var update = statement
                .child("singleUpdateStatement")
                .or(() -> statement.child("multipleUpdateStatement"))
                .orElseThrow();
        var target = target(update);
        if (target.isEmpty()) {
            clause(
                    statement,
                    "an UPDATE of several tables is not supported: rows are filled from themselves",
                    "Name one table.");
            return List.of();
        }
        var before = context.problems().list().size();
        refuseClauses(update, target.get());
        var table = context.table(target.get().tableName());
        var assignments = assignments(update);
        var scope = scope(update, table, assignments);
        return context.problems().list().size() > before
                ? List.of()
                : List.of(new FillColumns(table, assignments, scope, context.position(statement)));
    }

    /** The one table, and what stands with it: an alias, a partition, a hint. */
    private record Target(Node.Rule tableName, Optional<Node> more) {}

    /** MariaDB's grammar has a lone table without the list that it can be in. */
    private static Optional<Target> target(Node.Rule update) {
        var alone = update.child("tableName");
        if (alone.isPresent()) {
            return Optional.of(new Target(alone.get(), update.child("uid").map(uid -> uid)));
        }
        var sources = update.child("tableSources").orElseThrow();
        var source = (Node.Rule) sources.children().getFirst();
        var item = source.child("atomTableItem");
        if (sources.children().size() > 1 || source.children().size() > 1 || item.isEmpty()) {
            return Optional.empty();
        }
        var name = item.get().child("tableName").orElseThrow();
        return Optional.of(
                new Target(name, item.get().children().size() > 1 ? Optional.of(item.get()) : Optional.empty()));
    }

    private void refuseClauses(Node.Rule update, Target target) {
        if (update.has("IGNORE")) {
            clause(update, "UPDATE IGNORE changes values without a word", "Remove IGNORE and mend the rows first.");
        }
        target.more()
                .ifPresent(ignored -> clause(
                        target.tableName(),
                        "UPDATE with an alias, a partition or an index hint",
                        "Name the table alone."));
        update.child("orderByClause").ifPresent(order -> clause(order, "ORDER BY in an UPDATE", "Remove it."));
        update.child("limitClause").ifPresent(limit -> clause(limit, "LIMIT in an UPDATE", "Fill all rows."));
    }

    private List<Assignment> assignments(Node.Rule update) {
        var assignments = new ArrayList<Assignment>();
        for (var element : update.children("updatedElement")) {
            var target = element.child("fullColumnName").orElseThrow();
            var column = context.column(target);
            if (assigned(assignments, column)) {
                clause(element, "column " + column + " is assigned twice", "Remove one of the assignments.");
            } else if (element.children().getLast() instanceof Node.Rule value) {
                ExpressionCheck.check(context, value);
                refuseNewValues(value, assignments);
                assignments.add(new Assignment(column, context.text(value), context.position(element)));
            } else {
                clause(element, "DEFAULT as a value", "Write the value of the default.");
            }
        }
        return assignments;
    }

    /** The servers assign from left to right, and an expression sees what was assigned before it (MySQL manual, UPDATE). */
    private void refuseNewValues(Node.Rule value, List<Assignment> before) {
        for (var column : ColumnReferences.in(value)) {
            if (assigned(before, context.column(column))) {
                context.refuse(
                        column,
                        "assigned-before",
                        "%s has its new value here already: the server assigns from left to right"
                                .formatted(context.column(column)),
                        "Write the expression over columns that this UPDATE does not assign.");
            }
        }
    }

    private static boolean assigned(List<Assignment> assignments, String column) {
        return assignments.stream().anyMatch(assignment -> Names.same(assignment.column(), column));
    }

    private FillScope scope(Node.Rule update, TableName table, List<Assignment> assignments) {
        if (!update.has("WHERE")) {
            return FillScope.ALL_ROWS;
        }
        var condition = (Node.Rule) update.children().stream()
                .dropWhile(child ->
                        !(child instanceof Node.Token token && token.name().equals("WHERE")))
                .skip(1)
                .findFirst()
                .orElseThrow();
        if (assignments.size() != 1
                || !isNullTest(condition, table, assignments.getFirst().column())) {
            clause(
                    condition,
                    "an UPDATE of some rows cannot be kept in sync with what the applications write",
                    "Fill all rows, with CASE where they differ; WHERE may only test the one assigned column for NULL.");
        }
        return FillScope.NULLS_ONLY;
    }

    private boolean isNullTest(Node.Rule condition, TableName table, String column) {
        var test = condition.child("isNullPredicate");
        var operand = test.flatMap(predicate -> predicate.child("expressionAtomPredicate"))
                .flatMap(ColumnReferences::alone);
        if (operand.isEmpty()
                || test.orElseThrow().child("nullNotnull").orElseThrow().has("NOT")) {
            return false;
        }
        var names = context.names(operand.get());
        var ofTable = switch (names.size()) {
            case 1 -> true;
            case 2 -> names.getFirst().equals(table.name());
            default -> names.get(0).equals(table.schema()) && names.get(1).equals(table.name());
        };
        return ofTable && Names.same(names.getLast(), column);
    }

    private void clause(Node node, String message, String remedy) {
        context.unsupportedClause(node, message, remedy);
    }
}
