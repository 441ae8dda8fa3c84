package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column that is there becomes another one, of another type or NOT NULL, where the server could do it only by writing the
 * table anew. A hidden column beside it takes the new shape; at contract the two trade names.
 */
record TradePart(ColumnChange change) implements Part {
    private static final String NEW_SHAPE = "the new shape of ";
    private static final String OLD_SHAPE = "the old shape of ";

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.column(change.name());
        var position = change.operations().getFirst().position();
        var before = steps.problems().size();
        Limits.refuseUncopiable(context, steps, column, position);
        refuseExpression(context, steps);
        if (steps.problems().size() > before) {
            return;
        }
        var hidden = hidden(context, column);
        var target = SyncTarget.of(hidden, value(context, column));
        var mark = context.names().mark(steps.nextSync());
        prove(context, steps, column);
        expand(context, steps, hidden, position);
        var requires = hidden.isNotNull() && !column.isNotNull();
        var watch = requires ? Optional.of("w" + mark) : Optional.<String>empty();
        steps.sync(new SyncTrade(column.name(), target, watch, "u" + mark));
        watch.ifPresent(steps::watch);
        steps.watchUnconverted("u" + mark);
        fill(context, steps, target);
        contract(context, steps, hidden, position);
        if (retypes(column)) {
            proveBack(context, steps, hidden); // else a NULL that was filled is just NULL again
        }
        indexes(context, steps, hidden, position);
        steps.purge(new Change(
                "drop the old shape of " + column.name(),
                "DROP COLUMN " + Quoted.name(hidden.name()),
                Probes.not(Probes.column(context.table().name(), hidden.name())),
                new Change.Never("purge destroys"),
                position));
    }

    /** The same triggers serve both directions, so the value must be the same text both ways. */
    private void refuseExpression(PlanContext context, TableSteps steps) {
        var computes = change.has(Operation.FillColumns.class) || context.saysHow(change.name());
        if (computes && retypes(context.column(change.name()))) {
            steps.problem(
                    change.last(Operation.ChangeType.class).orElseThrow().position(),
                    "retype-with-expression",
                    "a type change whose value is computed is not supported on this server",
                    "Add a new column with an up and a down expression, and drop this one in the same file.");
        }
    }

    /** Rows that need a value get that of the file; all others are converted by the server. */
    private CheckedExpression value(PlanContext context, Column column) {
        var plain = context.ofRow(column.name());
        var missing = retypes(column) ? Optional.<CheckedExpression>empty() : context.up(column.name());
        return new CheckedExpression(
                missing.map(up -> "IFNULL(%s, %s)".formatted(plain, up.sql())).orElse(plain),
                List.of(column.name()),
                Column.Volatility.IMMUTABLE,
                CheckedExpression.Safety.MAY_FAIL);
    }

    /** MODIFY says the type again where only NOT NULL is new. */
    private boolean retypes(Column column) {
        return change.has(Operation.ChangeType.class) && !becomes(column).type().equalsIgnoreCase(column.type());
    }

    private Column becomes(Column column) {
        return Finals.of(change, column);
    }

    private Column hidden(PlanContext context, Column column) {
        var named = Columns.named(becomes(column), context.names().beside(column.name()));
        var commented = Columns.commented(named, Optional.of(Columns.comment(NEW_SHAPE + column.name())));
        return Columns.defaulted(Columns.hidden(commented, context.server()));
    }

    private void prove(PlanContext context, TableSteps steps, Column column) {
        var losses = Losses.condition(context.ofRow(column.name()), column, becomes(column));
        var needed = context.up(column.name()).isEmpty() && becomes(column).isNotNull() && !column.isNotNull()
                ? Optional.of(context.ofRow(column.name()) + " IS NULL")
                : Optional.<String>empty();
        var conditions = new ArrayList<String>();
        losses.ifPresent(conditions::add);
        needed.ifPresent(conditions::add);
        if (conditions.isEmpty()) {
            return;
        }
        Verifications.none(
                        context,
                        String.join(" OR ", conditions),
                        "every %s fits into %s".formatted(column.name(), ColumnDefinition.of(becomes(column))))
                .ifPresent(steps::prove);
    }

    private void expand(PlanContext context, TableSteps steps, Column hidden, SourcePosition position) {
        var there = Probes.column(context.table().name(), hidden.name());
        steps.expand(new Change(
                "add the new shape of %s, hidden".formatted(change.name()),
                Columns.added(hidden, " AFTER " + Quoted.name(change.name())),
                there,
                new Change.Clauses("DROP COLUMN " + Quoted.name(hidden.name()), Probes.not(there)),
                position));
    }

    private void fill(PlanContext context, TableSteps steps, SyncTarget target) {
        var now = context.ofRow(target.name());
        var differs = Same.negated(now, target.value().sql(), target.column().type());
        steps.fill(new TableSteps.Fill(
                List.of(new TableSteps.Assignment(target.name(), target.value().sql())), differs));
        steps.verify(new TableSteps.Comparison(
                differs,
                "%s in its new shape = %s"
                        .formatted(change.name(), target.value().sql())));
    }

    private void contract(PlanContext context, TableSteps steps, Column hidden, SourcePosition position) {
        var column = context.column(change.name());
        var old = Columns.commented(
                Columns.named(column, hidden.name()), Optional.of(Columns.comment(OLD_SHAPE + change.name())));
        var kept = Columns.defaulted(Columns.hidden(old, context.server()));
        steps.contract(new TableSteps.Trade(
                "%s takes its new shape; the old one stays in sync".formatted(change.name()),
                List.of(
                        Columns.changed(hidden.name(), Columns.named(becomes(column), column.name())),
                        Columns.changed(column.name(), kept)),
                List.of(Columns.changed(kept.name(), column), Columns.changed(column.name(), hidden)),
                Probes.marked(context.table().name(), hidden.name(), Columns.comment(OLD_SHAPE + change.name())),
                position));
    }

    /** Whether the two agree is asked in both types: a text of digits and its number do, and nothing would be lost. */
    private void proveBack(PlanContext context, TableSteps steps, Column hidden) {
        var column = context.column(change.name());
        var now = context.ofRow(column.name());
        var then = context.ofRow(hidden.name());
        var lost =
                "%s AND %s".formatted(Same.negated(then, now, column.type()), Same.negated(now, then, hidden.type()));
        Verifications.none(context, lost, "every %s fits into its old form".formatted(column.name()))
                .ifPresent(steps::proveBack);
    }

    /** Each index on the column is built for the new shape, and takes the old one's name at purge. */
    private void indexes(PlanContext context, TableSteps steps, Column hidden, SourcePosition position) {
        for (var index : context.table().indexes()) {
            if (index.columns().contains(change.name())) {
                var name = context.names().standIn(index.name());
                var clause = "ADD "
                        + IndexText.of(index.definition())
                                .renamed(name, column -> column.equals(change.name()) ? hidden.name() : column);
                steps.afterFill(IndexCopies.build(context, name, clause, position));
                steps.purge(IndexCopies.drop(context, index.name(), position));
                steps.purge(new Change(
                        "index %s takes its name".formatted(index.name()),
                        "RENAME INDEX %s TO %s".formatted(Quoted.name(name), Quoted.name(index.name())),
                        Probes.not(Probes.index(context.table().name(), name)),
                        new Change.Never("purge destroys"),
                        position));
            }
        }
    }
}
