package dev.bellows.postgres.plan;

import dev.bellows.plan.Action;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that is there becomes NOT NULL. Until contract the old version goes on writing and reading NULL; who does is
 * noted. At contract the rows with NULL get the file's value, if it gives one, and a marker column remembers them, so
 * that a rollback can give them their NULL back.
 */
record RequirePart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.table().column(change.name()).orElseThrow();
        if (column.isNotNull()) {
            steps.note("%s is NOT NULL already.".formatted(column.name()));
            return;
        }
        watch(context, steps, column);
        var value = context.up(column.name());
        var empty = "%s IS NULL".formatted(context.ofRow(column.name()));
        var missing =
                value.map(v -> "%s AND (%s) IS NULL".formatted(empty, v.sql())).orElse(empty);
        steps.verify(new TableSteps.Comparison(missing, "%s has a value in every row".formatted(column.name())));
        value.ifPresent(v -> fillAtContract(context, steps, column, v));
        NotNull.atContract(context, column.name(), steps);
    }

    private static void watch(PlanContext context, TableSteps steps, Column column) {
        var mark = context.names().mark(steps.nextSync());
        var isNull = "NEW.%s IS NULL AND %s".formatted(Quoted.name(column.name()), SyncTriggers.NOT_QUIET);
        var watch = new SyncTriggers(context.table().name(), mark)
                .watch("0_watch_insert", "INSERT", "ROW", isNull)
                .watch("0_watch_update", "UPDATE OF " + Quoted.name(column.name()), "ROW", isNull)
                .ddl();
        steps.expand().say("watch who writes NULL into " + column.name()).run(watch);
        steps.contract().end(watch);
        steps.watch(mark);
    }

    private void fillAtContract(PlanContext context, TableSteps steps, Column column, CheckedExpression value) {
        var marker = Quoted.name(context.names().nullMark(column.name()));
        var name = Quoted.name(column.name());
        var clear = new SyncTriggers(context.table().name(), context.names().mark(steps.nextSync()))
                .function("clear", "NEW.%s := NULL;".formatted(marker))
                .before(
                        "3_clear",
                        "UPDATE OF " + name,
                        "NEW.%s IS NOT NULL AND NEW.%s AND %s".formatted(name, marker, SyncTriggers.NOT_QUIET),
                        "clear")
                .ddl();
        var fill = new SyncTriggers(context.table().name(), context.names().mark(steps.nextSync()))
                .function("fill", "NEW.%s := %s;\nNEW.%s := true;".formatted(name, value.sql(), marker))
                .before(
                        "2_fill",
                        "INSERT OR UPDATE",
                        "NEW.%s IS NULL AND %s".formatted(name, SyncTriggers.NOT_QUIET),
                        "fill")
                .ddl();
        var both = clear.and(fill);
        var start = new ArrayList<String>();
        start.add(context.alter("ADD COLUMN %s boolean".formatted(marker)));
        start.addAll(both.start());
        steps.beforeContract(context.drafts()
                .exclusive(
                        "a NULL written into %s becomes its value, and is remembered".formatted(column.name()),
                        start,
                        takeBack(context, new Syncs(clear, fill), column, marker)));
        steps.beforeContract(fillDraft(context, column, value, marker));
        steps.contract().end(fill);
        steps.purge(clear);
        steps.purge(context.alter("DROP COLUMN " + marker));
    }

    private static Draft fillDraft(PlanContext context, Column column, CheckedExpression value, String marker) {
        var update = "UPDATE %s AS %s SET %s = %s, %s = true WHERE "
                .formatted(
                        Quoted.table(context.table().name()),
                        Quoted.name(context.table().name().name()),
                        Quoted.name(column.name()),
                        value.sql(),
                        marker);
        var tail = " AND %s IS NULL".formatted(context.ofRow(column.name()));
        return context.drafts()
                .backfill(new Action.Backfill(
                        context.table().name(),
                        Walks.of(context),
                        update,
                        tail,
                        List.of(column.name()),
                        Walks.checks(context, column.name())));
    }

    /** What keeps the marker true to the row, and what puts the value in. */
    private record Syncs(SyncDdl clear, SyncDdl fill) {}

    /** The marker must follow every write until the last row has its NULL back: else that write would become NULL. */
    private static Reversal takeBack(PlanContext context, Syncs syncs, Column column, String marker) {
        var update = "UPDATE %s AS %s SET %s = NULL, %s = NULL WHERE "
                .formatted(
                        Quoted.table(context.table().name()),
                        Quoted.name(context.table().name().name()),
                        Quoted.name(column.name()),
                        marker);
        var last = new ArrayList<>(syncs.clear().stop());
        last.add(context.alter("DROP COLUMN IF EXISTS " + marker));
        return new Reversal.Undo(List.of(
                context.drafts().transaction(syncs.fill().stop()),
                new Action.Backfill(
                        context.table().name(),
                        Walks.of(context),
                        update,
                        " AND " + marker,
                        List.of(column.name()),
                        Walks.noisyTriggers(context, List.of(column.name()))),
                context.drafts().transaction(last)));
    }
}
