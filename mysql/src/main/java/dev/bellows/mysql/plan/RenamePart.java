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
        if (isRefused(context, steps, column, position)) {
            return;
        }
        var copy = Columns.ours(
                Columns.named(Columns.nullable(column, Nullability.NULLABLE), change.finalName()),
                Columns.IN_SYNC,
                context.server());
        var number = steps.nextSync();
        var asNew = Columns.named(column, change.finalName());
        var link = new SyncLink(
                List.of(new SyncLink.Target(column, context.copyOf(change.finalName()))),
                List.of(new SyncLink.Target(asNew, context.copyOf(column.name()))),
                "w" + context.names().mark(number),
                "u" + context.names().mark(number),
                SyncRule.Until.PURGE);
        expand(context, steps, copy, position);
        steps.sync(link);
        steps.watch(link.watch());
        fill(context, steps, column);
        IndexCopies.forNewNames(context, steps, change, position);
        contract(context, steps, copy, position);
        steps.purge(new Change(
                "drop the old name " + column.name(),
                "DROP COLUMN " + Quoted.name(column.name()),
                Probes.not(Probes.column(context.table().name(), column.name())),
                new Change.Never("purge destroys"),
                position));
    }

    private boolean isRefused(PlanContext context, TableSteps steps, Column column, SourcePosition position) {
        var before = steps.problems().size();
        Limits.refuseUncopiable(context, steps, column, position);
        Limits.refuseWithoutSentinel(steps, column, position);
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

    private void fill(PlanContext context, TableSteps steps, Column column) {
        var now = context.ofRow(change.finalName());
        var then = context.ofRow(column.name());
        var target = new SyncLink.Target(Columns.named(column, change.finalName()), context.copyOf(column.name()));
        var differs = Same.negated(now, then, column.type());
        steps.fill(new TableSteps.Fill(
                List.of(new TableSteps.Assignment(change.finalName(), then)),
                "(%s) AND %s".formatted(target.isUnfilled(now), differs)));
        steps.verify(new TableSteps.Comparison(differs, "%s = %s".formatted(change.finalName(), column.name())));
    }

    private void contract(PlanContext context, TableSteps steps, Column copy, SourcePosition position) {
        var column = context.column(change.name());
        var kept = Columns.named(copy, column.name());
        var named = Columns.named(Finals.of(change, column), change.finalName());
        steps.contract(new TableSteps.Trade(
                "%s becomes %s; the old name stays in sync".formatted(column.name(), change.finalName()),
                List.of(Columns.changed(column.name(), named), Columns.changed(copy.name(), kept)),
                List.of(Columns.changed(change.finalName(), column), Columns.changed(kept.name(), copy)),
                Probes.marked(context.table().name(), column.name(), Columns.comment(Columns.IN_SYNC)),
                position));
    }
}
