package dev.bellows.postgres.plan;

import dev.bellows.migration.Migration;
import dev.bellows.plan.draft.Folding;
import dev.bellows.plan.draft.TableChange;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What every part of a table's plan may look at.
 *
 * @param migration the migration
 * @param catalog what was read from the server
 * @param change what is asked of this table
 * @param names the names of what Bellows adds to it
 * @param grammar for finding a column's name inside the server's own text of an index or constraint
 */
record PlanContext(
        Migration migration, Catalog catalog, TableChange change, HiddenNames names, PostgresGrammar grammar) {

    Table table() {
        return change.table();
    }

    Drafts drafts() {
        return new Drafts(table());
    }

    /** {@code ALTER TABLE the_table } with what follows. */
    String alter(String clause) {
        return "ALTER TABLE %s %s".formatted(Quoted.table(table().name()), clause);
    }

    /** {@code the_table.the_column}, for COMMENT and GRANT. */
    String qualified(String column) {
        return Quoted.table(table().name()) + "." + Quoted.name(column);
    }

    /** A column of the row as checked expressions write it. */
    String ofRow(String column) {
        return Quoted.name(table().name().name()) + "." + Quoted.name(column);
    }

    /** What the file asks of a table, this one or another. */
    Optional<TableChange> changeOf(TableName name) {
        var operations = migration.operations().stream()
                .filter(operation -> operation.table().equals(name))
                .toList();
        return catalog.table(name)
                .map(table -> new Folding(table, HiddenNames.OURS, new ArrayList<>()).fold(operations));
    }

    Optional<CheckedExpression> up(String column) {
        return expression(column, ExpressionKey.Direction.UP);
    }

    Optional<CheckedExpression> down(String column) {
        return expression(column, ExpressionKey.Direction.DOWN);
    }

    Optional<CheckedExpression> defaultOf(String column) {
        return expression(column, ExpressionKey.Direction.DEFAULT);
    }

    private Optional<CheckedExpression> expression(String column, ExpressionKey.Direction direction) {
        return catalog.expression(new ExpressionKey(table().name(), column, direction));
    }

    /** The value of a column, unchanged, as an expression. */
    CheckedExpression copyOf(String column) {
        return valueOf(column, ofRow(column));
    }

    /** The same between a domain and the type that it stands for; what the domain forbids is an error for who writes it. */
    CheckedExpression copyOf(String column, String type) {
        return valueOf(column, "CAST(%s AS %s)".formatted(ofRow(column), type));
    }

    private static CheckedExpression valueOf(String column, String sql) {
        return new CheckedExpression(
                sql,
                java.util.List.of(column),
                dev.bellows.schema.Column.Volatility.IMMUTABLE,
                CheckedExpression.Safety.TOTAL);
    }
}
