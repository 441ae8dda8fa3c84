package dev.bellows.mysql.sql;

import dev.bellows.mysql.grammar.Node;
import java.util.List;

/** Refuses what no expression of a migration may contain; the catalogue's reader finds the rest. */
final class ExpressionCheck {
    private record Forbidden(String rule, String what) {}

    private static final List<Forbidden> FORBIDDEN = List.of(
            new Forbidden("querySpecification", "a sub-select"),
            new Forbidden("querySpecificationNointo", "a sub-select"),
            new Forbidden("aggregateWindowedFunction", "an aggregate function"),
            new Forbidden("overClause", "a window function"),
            new Forbidden("mysqlVariable", "a variable"),
            new Forbidden("valuesFunctionCall", "VALUES()"));

    private ExpressionCheck() {}

    static void check(Context context, Node.Rule expression) {
        for (var forbidden : FORBIDDEN) {
            expression
                    .first(forbidden.rule())
                    .ifPresent(node -> context.refuse(
                            node,
                            "unsupported-expression",
                            forbidden.what() + " cannot be used: an expression is computed from one row alone",
                            "Write an expression over the columns of the row."));
        }
    }
}
