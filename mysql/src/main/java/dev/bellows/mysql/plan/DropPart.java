package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Dependent;
import java.util.List;
import java.util.Optional;

/** A column goes away and nothing takes its place: hidden at contract, destroyed at purge. */
record DropPart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.column(change.name());
        var before = steps.problems().size();
        refuse(context, change, steps);
        var down = context.down(change.name());
        if (column.isNotNull() && column.defaultValue().isEmpty() && down.isEmpty()) {
            steps.problem(
                    change.last(Operation.DropColumn.class).orElseThrow().position(),
                    "needs-down",
                    "column %s is NOT NULL without a default: an INSERT of the new version, which does not know it, would fail"
                            .formatted(change.name()),
                    "Say what it gets: -- ! down %s.%s = <expression>"
                            .formatted(context.table().name().name(), change.name()));
        }
        if (steps.problems().size() > before) {
            return;
        }
        var mark = context.names().mark(steps.nextSync());
        steps.sync(new SyncDrop(column, down, "w" + mark, "u" + mark));
        steps.watch("w" + mark);
        hide(context, steps, change);
    }

    /** What stands against dropping the column, here as for the server itself. */
    static void refuse(PlanContext context, ColumnChange change, TableSteps steps) {
        var position = change.last(Operation.DropColumn.class).orElseThrow().position();
        var column = context.column(change.name());
        Limits.refuseUncopiable(context, steps, column, position);
        Limits.refuseTriggerMentions(context, steps, change.name(), position);
        Limits.noteViews(context, steps, change.name());
        for (var dependent : context.table().dependentsOn(change.name())) {
            if (dependent.kind() == Dependent.Kind.GENERATED_COLUMN
                    || dependent.kind() == Dependent.Kind.PARTITION_KEY) {
                steps.problem(
                        position,
                        "column-in-use",
                        "column %s is used by %s".formatted(change.name(), dependent.name()),
                        "Change or drop that first; DROP COLUMN would fail as well.");
            }
        }
    }

    /** No code sees it any more that names no columns; it stays in sync, or keeps its values, until purge. */
    static void hide(PlanContext context, TableSteps steps, ColumnChange change) {
        var position = change.last(Operation.DropColumn.class).orElseThrow().position();
        var column = context.column(change.name());
        var commented = Columns.commented(column, Optional.of(Columns.comment(Columns.IN_SYNC)));
        var hidden = Columns.defaulted(Columns.hidden(commented, context.server()));
        steps.contract(new TableSteps.Trade(
                "hide " + column.name(),
                List.of(Columns.changed(column.name(), hidden)),
                List.of(Columns.changed(column.name(), column)),
                Probes.marked(context.table().name(), column.name(), Columns.comment(Columns.IN_SYNC)),
                position));
        for (var index : context.table().indexes()) {
            if (index.columns().contains(column.name()) && index.columns().size() == 1) {
                continue; // goes with its only column
            }
            if (index.columns().contains(column.name())) {
                steps.problem(
                        position,
                        "index-of-dropped-column",
                        "index %s has other columns besides %s".formatted(index.name(), column.name()),
                        "Drop the index in the same file, or before.");
            }
        }
        steps.purge(new Change(
                "drop " + column.name(),
                "DROP COLUMN " + Quoted.name(column.name()),
                Probes.not(Probes.column(context.table().name(), column.name())),
                new Change.Never("purge destroys"),
                position));
    }
}
