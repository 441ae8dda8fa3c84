package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table;
import java.util.Optional;

/** Changes of a column that only touch the catalogue: default, comment, DROP NOT NULL, a wider type. */
record CataloguePart(ColumnChange change) implements Part {
    /** Up to here, narrowing a type back fits into the stall budget: 45 ms with three indexes, on two busy cores. */
    private static final long SMALL = 1L << 20;

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.table().column(change.name()).orElseThrow();
        change.last(Operation.ChangeType.class).ifPresent(op -> widen(context, steps, column, op));
        change.last(Operation.DropNotNull.class).ifPresent(op -> relax(context, steps, column, op));
        defaults(context, change, column.name(), column, steps.expand());
        comment(context, change, column, steps.expand());
    }

    private static void widen(PlanContext context, TableSteps steps, Column column, Operation.ChangeType op) {
        RetypeDependents.refuse(context, column.name(), op.position(), steps);
        var alter = "ALTER COLUMN %s TYPE %s%s";
        var name = Quoted.name(column.name());
        var collate = op.collation().map(c -> " COLLATE " + c).orElse("");
        var widen = context.alter(alter.formatted(name, op.type(), collate));
        steps.expand().say("make %s %s".formatted(column.name(), op.type()));
        if (isRewrittenQuickly(context.table())) {
            steps.expand().run(widen, context.alter(alter.formatted(name, column.type(), "")));
        } else {
            steps.expand().run(widen);
            steps.note(("A rollback leaves %s as %s: narrowing it back would rewrite the table under lock, and the old"
                            + " version does not mind the wider type.")
                    .formatted(column.name(), op.type()));
        }
    }

    /** All indexes are built anew with the table; 1,000 rows of a GiST index take as long as 10,000 of all else. */
    private static boolean isRewrittenQuickly(Table table) {
        return table.kind() == Table.TableKind.ORDINARY // others have their rows elsewhere
                && table.size().bytes() <= SMALL
                && table.indexes().stream().map(Index::definition).allMatch(CataloguePart::isBuiltQuickly);
    }

    private static boolean isBuiltQuickly(String index) {
        return index.contains(" USING btree ") || index.contains(" USING hash ");
    }

    private static void relax(PlanContext context, TableSteps steps, Column column, Operation.DropNotNull op) {
        if (!column.isNotNull()) {
            return;
        }
        var isKey = context.table()
                .primaryKey()
                .filter(key -> key.columns().contains(column.name()))
                .isPresent();
        if (isKey || column.kind() != Column.ColumnKind.PLAIN) {
            steps.problem(
                    op.position(),
                    "must-be-not-null",
                    "column %s belongs to the primary key or is an identity; the server keeps it NOT NULL"
                            .formatted(column.name()),
                    "Drop the statement.");
            return;
        }
        steps.expand()
                .say("let %s be NULL".formatted(column.name()))
                .run(context.alter("ALTER COLUMN %s DROP NOT NULL".formatted(Quoted.name(column.name()))))
                .restoreNotNull(new TableSteps.Exclusive.Restore(
                        column.name(), column.name(), context.names().notNullCheck(column.name())));
    }

    /** The default that the file leaves behind, on the column that is called {@code named} at that time. */
    static void defaults(
            PlanContext context, ColumnChange change, String named, Column today, TableSteps.Exclusive step) {
        var set = change.last(Operation.SetDefault.class);
        var drop = change.last(Operation.DropDefault.class);
        if (set.isEmpty() && drop.isEmpty()) {
            return;
        }
        var last = change.operations().stream()
                .filter(op -> op instanceof Operation.SetDefault || op instanceof Operation.DropDefault)
                .reduce((a, b) -> b)
                .orElseThrow();
        var value = last instanceof Operation.SetDefault to
                ? context.defaultOf(to.column()).map(e -> e.sql())
                : Optional.<String>empty();
        step.say("default of " + named)
                .run(
                        clause(context, named, value),
                        clause(context, named, today.defaultValue().map(ColumnDefault::sql)));
    }

    private static String clause(PlanContext context, String column, Optional<String> value) {
        var what = value.map(sql -> "SET DEFAULT " + sql).orElse("DROP DEFAULT");
        return context.alter("ALTER COLUMN %s %s".formatted(Quoted.name(column), what));
    }

    static void comment(PlanContext context, ColumnChange change, Column today, TableSteps.Exclusive step) {
        change.last(Operation.Comment.class).ifPresent(op -> {
            var on = "COMMENT ON COLUMN %s IS %s";
            var column = context.qualified(change.finalName());
            step.say("comment on " + change.finalName())
                    .run(
                            on.formatted(column, text(op.text())),
                            on.formatted(column, text(today.traits().comment())));
        });
    }

    static String text(Optional<String> comment) {
        return comment.map(Quoted::literal).orElse("NULL");
    }
}
