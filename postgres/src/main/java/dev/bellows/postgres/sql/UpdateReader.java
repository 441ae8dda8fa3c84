package dev.bellows.postgres.sql;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.Assignment;
import dev.bellows.migration.Operation.FillColumns;
import dev.bellows.migration.Operation.FillScope;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads an UPDATE of a whole table: what columns are filled with. */
final class UpdateReader {
    private final Context context;
    private final Tokens tokens;

    UpdateReader(Context context, Tokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    List<Operation> read(Node statement) {
        var before = context.problems().list().size();
        var relation = statement.typed("relation").orElseThrow();
        refuseClauses(statement, relation);
        var table = context.relation(relation, tokens.first());
        if (table.isEmpty() || context.problems().list().size() > before) {
            return List.of();
        }
        var assignments = assignments(statement);
        var scope = scope(statement, table.get(), assignments);
        if (context.problems().list().size() > before) {
            return List.of();
        }
        return List.of(new FillColumns(table.get(), assignments, scope, context.position(tokens.first())));
    }

    private void refuseClauses(Node statement, Node relation) {
        var first = tokens.first();
        if (statement.has("withClause")) {
            clause(first, "WITH before UPDATE is not supported", "Write one UPDATE with expressions over the row.");
        }
        if (statement.has("fromClause")) {
            clause(first, "UPDATE … FROM is not supported: rows are filled from themselves", "Remove FROM.");
        }
        if (statement.has("returningClause") || statement.has("returningList")) {
            clause(first, "nobody would read what UPDATE … RETURNING returns", "Remove RETURNING.");
        }
        if (!relation.flag("inh")) {
            clause(first, "UPDATE ONLY leaves child tables behind", "Remove ONLY.");
        }
        relation.typed("alias")
                .ifPresent(alias -> clause(
                        first,
                        "UPDATE with an alias: in an expression the row goes by the name of its table",
                        "Remove the alias and write " + relation.text("relname") + "."));
    }

    private List<Assignment> assignments(Node statement) {
        var targets = statement.nodes("targetList");
        var parts = tokens.before("where").after("set").orElseThrow().split(",");
        var assignments = new ArrayList<Assignment>();
        for (var target : targets) {
            if (target.node("val").filter(value -> value.is("MultiAssignRef")).isPresent()) {
                context.refuse(
                        target.location().orElse(0),
                        "unsupported-clause",
                        "SET (a, b) = … is not supported",
                        "Write an assignment for each column.");
                return List.of();
            }
        }
        for (var index = 0; index < Math.min(targets.size(), parts.size()); index++) {
            assignment(targets.get(index), parts.get(index), assignments);
        }
        return assignments;
    }

    private void assignment(Node target, Tokens part, List<Assignment> assignments) {
        var token = part.first();
        var column = target.text("name");
        if (target.has("indirection")) {
            clause(token, "only a whole column can be assigned", "Assign the column " + column + " itself.");
            return;
        }
        if (assignments.stream().anyMatch(other -> other.column().equals(column))) {
            clause(token, "column " + column + " is assigned twice", "Remove one of the assignments.");
            return;
        }
        target.node("val").ifPresent(context::checkExpression);
        assignments.add(new Assignment(column, part.afterSymbol("=").text(), context.position(token)));
    }

    private FillScope scope(Node statement, TableName table, List<Assignment> assignments) {
        var condition = statement.node("whereClause");
        if (condition.isEmpty()) {
            return FillScope.ALL_ROWS;
        }
        var ofTheColumn = assignments.size() == 1
                && isNullTest(condition.get(), table, assignments.getFirst().column());
        if (!ofTheColumn) {
            var where = tokens.get(tokens.keyword("where").orElseThrow());
            clause(
                    where,
                    "an UPDATE of some rows cannot be kept in sync with what the applications write",
                    "Fill all rows, with CASE where they differ; WHERE may only test the one assigned column for NULL.");
        }
        return FillScope.NULLS_ONLY;
    }

    private static boolean isNullTest(Node condition, TableName table, String column) {
        if (!condition.is("NullTest") || !condition.text("nulltesttype").equals("IS_NULL")) {
            return false;
        }
        var names = condition
                .node("arg")
                .filter(arg -> arg.is("ColumnRef"))
                .map(arg -> arg.names("fields"))
                .orElse(List.of());
        return names.equals(List.of(column))
                || names.equals(List.of(table.name(), column))
                || names.equals(List.of(table.schema(), table.name(), column));
    }

    private void clause(Token token, String message, String remedy) {
        context.unsupportedClause(token, message, remedy);
    }
}
