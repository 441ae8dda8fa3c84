package dev.bellows.schema;

import java.util.List;

/**
 * An expression as the server understood it: every name resolved, its type assignable to the target column.
 *
 * @param sql the server's text with all names qualified; the row goes by the bare name of its table ({@code users.name})
 * @param columns the columns of the row that it reads, sorted
 * @param volatility of the most volatile function in it
 * @param safety whether evaluating it can raise an error for some row
 */
public record CheckedExpression(String sql, List<String> columns, Column.Volatility volatility, Safety safety) {
    public CheckedExpression {
        columns = List.copyOf(columns);
    }

    /** Whether evaluating can fail. */
    public enum Safety {
        TOTAL,
        MAY_FAIL
    }
}
