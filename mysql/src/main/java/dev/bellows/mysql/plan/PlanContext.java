package dev.bellows.mysql.plan;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.mysql.catalog.Algorithm;
import dev.bellows.mysql.catalog.ServerVersion;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange;
import dev.bellows.schema.Alteration;
import dev.bellows.schema.AlterationCost;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What every part of a table's plan may look at.
 *
 * @param change what is asked of this table
 * @param names the names of what Bellows adds to it
 * @param expressions for putting a row's name in front of the columns of an expression
 */
record PlanContext(
        Migration migration, Catalog catalog, TableChange change, HiddenNames names, ExpressionText expressions) {

    Table table() {
        return change.table();
    }

    Column column(String name) {
        return table().column(name).orElseThrow();
    }

    ServerVersion server() {
        return ServerVersion.of(catalog.server().version());
    }

    /** How the server would carry out an ALTER TABLE; empty while it was not asked. */
    Optional<AlterationCost> cost(String clauses) {
        return Optional.ofNullable(catalog.alterations().get(new Alteration(table().name(), clauses)));
    }

    /** Whether the server can do it as a change of the catalogue only. */
    static boolean isCheap(AlterationCost cost) {
        return switch (Algorithm.valueOf(cost.algorithm())) {
            case INSTANT, IN_PLACE -> true;
            case REBUILDS, COPIES, BLOCKS_WRITES -> false;
        };
    }

    /** A column of the row as checked expressions write it. */
    String ofRow(String column) {
        return Quoted.name(table().name().name()) + "." + Quoted.name(column);
    }

    /** An expression over a row of a trigger. */
    String over(String row, CheckedExpression expression) {
        return expressions.over(expression.sql(), column -> row + "." + Quoted.name(column));
    }

    Optional<CheckedExpression> up(String column) {
        return expression(column, Direction.UP);
    }

    Optional<CheckedExpression> down(String column) {
        return expression(column, Direction.DOWN);
    }

    /** Whether a directive of the file gives a value of the column; where none does, the catalogue infers one if it can. */
    boolean saysHow(String column) {
        return migration.directives().stream().anyMatch(directive -> switch (directive) {
            case Directive.Up up -> isOf(up.table(), up.column(), column);
            case Directive.Down down -> isOf(down.table(), down.column(), column);
            case Directive.Retain _, Directive.Soak _, Directive.LockTimeout _, Directive.Allow _ -> false;
        });
    }

    /** Whether the author of the file has judged this. */
    boolean allows(String rule) {
        return migration.directives().stream()
                .anyMatch(directive -> directive instanceof Directive.Allow allow
                        && allow.rule().equals(rule));
    }

    private boolean isOf(TableName name, String said, String column) {
        return name.equals(table().name()) && said.equalsIgnoreCase(column);
    }

    private Optional<CheckedExpression> expression(String column, Direction direction) {
        return catalog.expression(new ExpressionKey(table().name(), column, direction));
    }

    /** The value of a column, unchanged, as an expression. */
    CheckedExpression copyOf(String column) {
        return new CheckedExpression(
                ofRow(column), List.of(column), Column.Volatility.IMMUTABLE, CheckedExpression.Safety.TOTAL);
    }
}
