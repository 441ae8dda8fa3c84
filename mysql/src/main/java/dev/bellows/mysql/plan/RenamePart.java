package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.Nullability;
import java.util.List;

/**
 * A column gets another name. Until contract both names are columns in sync; at contract they trade names in one ALTER
 * TABLE (decision 13), so that the original, with all that hangs on it, carries the new name.
 */
record RenamePart(ColumnChange change) implements Part {
    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.column(change.name());
        var position = change.last(Operation.RenameColumn.class).orElseThrow().position();
        var sentinel = Sentinel.beside(column.type());
        var asNew = new SyncTarget(Columns.named(column, change.finalName()), context.copyOf(column.name()), sentinel);
        if (isRefused(context, steps, asNew, position)) {
            return;
        }
        var copy = Columns.ours(
                Columns.nullable(asNew.column(), Nullability.NULLABLE), sentinel, Columns.IN_SYNC, context.server());
        var mark = context.names().mark(steps.nextSync());
        var link = new SyncLink(
                List.of(new SyncTarget(column, context.copyOf(change.finalName()), sentinel)),
                List.of(asNew),
                "w" + mark,
                "u" + mark,
                SyncRule.Until.PURGE);
        expand(context, steps, copy, position);
        steps.sync(link);
        steps.watch(link.watch());
        fill(context, steps, asNew);
        IndexCopies.forNewNames(context, steps, change, position);
        contract(context, steps, copy, position);
        steps.purge(new Change(
                "drop the old name " + column.name(),
                "DROP COLUMN " + Quoted.name(column.name()),
                Probes.not(Probes.column(context.table().name(), column.name())),
                new Change.Never("purge destroys"),
                position));
    }

    private boolean isRefused(PlanContext context, TableSteps steps, SyncTarget asNew, SourcePosition position) {
        var before = steps.problems().size();
        var column = context.column(change.name());
        Limits.refuseUncopiable(context, steps, column, position);
        Limits.refuseWithoutSentinel(context, steps, asNew, position);
        Limits.refuseTriggerMentions(context, steps, column.name(), position);
        Limits.noteViews(context, steps, column.name());
        return steps.problems().size() > before;
    }

    private void expand(PlanContext context, TableSteps steps, Column copy, SourcePosition position) {
        var table = context.table().name();
        steps.expand(new Change(
                "add %s beside %s".formatted(copy.name(), change.name()),
                "ADD COLUMN %s %s".formatted(Quoted.name(copy.name()), ColumnDefinition.of(copy)),
                Probes.column(table, copy.name()),
                new Change.Clauses(
                        "DROP COLUMN " + Quoted.name(copy.name()), Probes.not(Probes.column(table, copy.name()))),
                position));
    }

    private void fill(PlanContext context, TableSteps steps, SyncTarget asNew) {
        var now = context.ofRow(change.finalName());
        var then = context.ofRow(change.name());
        var differs = Same.negated(now, then, asNew.column().type());
        steps.fill(new TableSteps.Fill(
                List.of(new TableSteps.Assignment(change.finalName(), then)),
                "(%s) AND %s".formatted(asNew.isUnfilled(now), differs)));
        steps.verify(new TableSteps.Comparison(differs, "%s = %s".formatted(change.finalName(), change.name())));
    }

    private void contract(PlanContext context, TableSteps steps, Column copy, SourcePosition position) {
        var column = context.column(change.name());
        var kept = Columns.named(copy, column.name());
        var named = Columns.checking(
                Columns.named(Finals.of(change, column), change.finalName()), check -> renamed(context, check));
        steps.contract(new TableSteps.Trade(
                "%s becomes %s; the old name stays in sync".formatted(column.name(), change.finalName()),
                List.of(Columns.changed(column.name(), named), Columns.changed(copy.name(), kept)),
                List.of(Columns.changed(change.finalName(), column), Columns.changed(kept.name(), copy)),
                Probes.marked(context.table().name(), column.name(), Columns.comment(Columns.IN_SYNC)),
                position));
    }

    /** A CHECK that belongs to the column says its name, and does not follow it (MariaDB, error 1054). */
    private String renamed(PlanContext context, String expression) {
        return context.expressions()
                .over(
                        expression,
                        name -> Quoted.name(name.equalsIgnoreCase(change.name()) ? change.finalName() : name));
    }
}
