package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import java.util.List;
import java.util.Optional;

/** A column goes away and nothing takes its place: hidden at contract, destroyed at purge. */
record DropPart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.table().column(change.name()).orElseThrow();
        refuseDependents(context, change, steps);
        var down = context.down(change.name());
        if (column.isNotNull() && column.defaultValue().isEmpty() && !fillsItself(column) && down.isEmpty()) {
            steps.problem(
                    change.last(Operation.DropColumn.class).orElseThrow().position(),
                    "needs-down",
                    "column %s is NOT NULL without a default: an INSERT of the new version, which does not know it, would fail"
                            .formatted(change.name()),
                    "Say what it gets: --! down %s.%s = <expression>"
                            .formatted(context.table().name().name(), change.name()));
            return;
        }
        var mark = context.names().mark(steps.nextSync());
        var sync = new SyncSql(context.table().name(), context.table().columns());
        var watch = sync.watchOnly(column, mark);
        steps.expand().say("watch who writes " + change.name()).run(watch);
        steps.watch(mark);
        steps.contract().say("hide " + change.name()).end(watch);
        var fill = down.map(value -> new SyncLink.Target(column, value));
        fill.ifPresent(target -> fillBefore(context, steps, sync, target));
        hide(context, column, down.isPresent() ? Fed.BY_SYNC : Fed.BY_DEFAULT, steps);
        fill.ifPresent(target -> fillAfter(context, steps, target));
        steps.purge(context.alter(
                "DROP COLUMN " + Quoted.name(hidden(context, column).name())));
    }

    private static boolean fillsItself(Column column) {
        return column.kind() != Column.ColumnKind.PLAIN;
    }

    private static void fillBefore(PlanContext context, TableSteps steps, SyncSql sync, SyncLink.Target target) {
        var ddl = sync.fillOnInsert(target, context.names().mark(steps.nextSync()));
        steps.expand().run(ddl);
        steps.contract().end(ddl);
    }

    private static void fillAfter(PlanContext context, TableSteps steps, SyncLink.Target target) {
        var hidden = new SyncLink.Target(hidden(context, target.column()), target.value());
        var row = NewColumn.rowWith(context, List.of(hidden.column()));
        var ddl = new SyncSql(context.table().name(), row)
                .fillOnInsert(hidden, context.names().mark(steps.nextSync()));
        steps.contract().run(ddl);
        steps.purge(ddl);
    }

    /** Where the values of a hidden column come from. */
    enum Fed {
        BY_SYNC,
        BY_DEFAULT
    }

    /** Renames the column away and frees it of NOT NULL, which comes back on rollback without a scan under lock. */
    static void hide(PlanContext context, Column column, Fed fed, TableSteps steps) {
        var name = Quoted.name(column.name());
        var away = Quoted.name(hidden(context, column).name());
        var contract = steps.contract();
        if (column.isNotNull() && column.kind() == Column.ColumnKind.PLAIN && !isInPrimaryKey(context, column)) {
            contract.run(context.alter("ALTER COLUMN %s DROP NOT NULL".formatted(name)));
            contract.restoreNotNull(new TableSteps.Exclusive.Restore(
                    column.name(),
                    context.names().outgoing(column.name()),
                    context.names().notNullCheck(column.name())));
        }
        if (fed == Fed.BY_SYNC) {
            column.defaultValue()
                    .ifPresent(value -> contract.run(
                            context.alter("ALTER COLUMN %s DROP DEFAULT".formatted(name)),
                            context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(name, value.sql()))));
        }
        contract.run(
                context.alter("RENAME COLUMN %s TO %s".formatted(name, away)),
                context.alter("RENAME COLUMN %s TO %s".formatted(away, name)));
    }

    static Column hidden(PlanContext context, Column column) {
        return new Column(
                context.names().outgoing(column.name()),
                column.type(),
                column.collation(),
                Column.Nullability.NULLABLE,
                Optional.empty(),
                column.kind(),
                column.traits());
    }

    private static boolean isInPrimaryKey(PlanContext context, Column column) {
        return context.table()
                .primaryKey()
                .filter(key -> key.columns().contains(column.name()))
                .isPresent();
    }

    static void refuseDependents(PlanContext context, ColumnChange change, TableSteps steps) {
        var drop = change.last(Operation.DropColumn.class).orElseThrow();
        new UserTriggers(context.table())
                .refuseMentions(change.name(), drop.position(), UserTriggers.Becomes.DROPPED, steps);
        if (isInPrimaryKey(context, context.table().column(change.name()).orElseThrow())) {
            steps.problem(
                    drop.position(),
                    "primary-key-column",
                    "column %s belongs to the primary key of %s"
                            .formatted(change.name(), context.table().name()),
                    "Give the table another primary key first.");
        }
        FunctionTexts.note(context, change.name(), steps);
        for (var dependent : context.table().dependentsOn(change.name())) {
            if (LinkPart.blocksDrop(dependent)) {
                steps.problem(
                        drop.position(),
                        "column-in-use",
                        "column %s is used by %s".formatted(change.name(), dependent.name()),
                        "Change or drop that first; DROP COLUMN would fail as well.");
            }
        }
    }
}
