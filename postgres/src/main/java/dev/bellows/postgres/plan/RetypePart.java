package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.Volatility;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A column gets a type that the server could give it only by rewriting the table. A hidden column of the new type is
 * filled and kept in sync; at contract the two trade names in one short transaction, and from then on the old one
 * follows the new one, so that a rollback finds every write. Keys, indexes and constraints trade places with them.
 */
record RetypePart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var op = change.last(Operation.ChangeType.class).orElseThrow();
        var old = context.table().column(change.name()).orElseThrow();
        var up = context.up(change.name());
        var down = context.down(change.name());
        if (isRefused(context, steps, op, up, down)) {
            return;
        }
        var incoming = incoming(context, old, op);
        var mark = context.names().mark(steps.nextSync());
        var target = new SyncLink.Target(incoming, up.orElseThrow());
        if (SyncSql.canFail(List.of(target))) {
            steps.watchUnconverted(mark);
        }
        var follow = new SyncSql(context.table().name(), NewColumn.rowWith(context, List.of(incoming)))
                .oneWay(List.of(target), mark, SyncSql.Unfilled.FILL_ON_ANY_UPDATE);
        var expand = steps.expand().say("add a column of type %s behind %s, in sync".formatted(op.type(), old.name()));
        NewColumn.add(context, incoming, expand);
        NewColumn.keepTraits(context, incoming, expand);
        expand.run(follow);
        fill(context, steps, incoming, up.orElseThrow());
        if (old.isNotNull()) {
            steps.verify(NotNull.inEveryRow(context, incoming.name(), "the new form of " + old.name()));
        }
        var swap = new RetypeSwap(context, steps, change, old, incoming);
        swap.prepare();
        steps.contract()
                .say("%s trades places with its %s form".formatted(old.name(), op.type()))
                .end(follow);
        swap.trade();
        stayInSync(context, steps, old, incoming, down.orElseThrow());
        CataloguePart.defaults(context, change, old.name(), incoming, steps.contract());
        CataloguePart.comment(context, change, old, steps.contract());
    }

    private boolean isRefused(
            PlanContext context,
            TableSteps steps,
            Operation.ChangeType op,
            Optional<CheckedExpression> up,
            Optional<CheckedExpression> down) {
        var before = steps.problems().size();
        RetypeDependents.refuse(context, change.name(), op.position(), steps);
        RetypeDependents.refuseLeftBehind(context, change.name(), op.position(), steps);
        new InboundKeys(context, steps, change.name()).refuse(op.position());
        refuseShared(context, steps, op);
        refuseDeferrable(context, steps, op);
        if (up.isEmpty()) {
            steps.problem(
                    op.position(),
                    "needs-up",
                    "nothing says how %s becomes %s".formatted(change.name(), op.type()),
                    "Add USING %s::%s, or another expression.".formatted(Quoted.name(change.name()), op.type()));
        }
        if (down.isEmpty()) {
            steps.problem(
                    op.position(),
                    "needs-down",
                    "nothing says how the old type of %s comes from %s, and not every value has a way back"
                            .formatted(change.name(), op.type()),
                    "Add a line such as: --! down %s.%s = <expression over the new %s>"
                            .formatted(context.table().name().name(), change.name(), change.name()));
        }
        return steps.problems().size() > before;
    }

    /** Its twin would have to be built on both new columns, and trade places once for both. */
    private void refuseShared(PlanContext context, TableSteps steps, Operation.ChangeType op) {
        var others = context.change().existing().values().stream()
                .filter(other -> !other.name().equals(change.name()))
                .filter(other -> Parts.isCopied(context.catalog(), context.table(), other))
                .map(ColumnChange::name)
                .toList();
        var shared = new TreeMap<String, String>();
        for (var index : context.table().indexes()) {
            others.stream()
                    .filter(other -> index.columns().containsAll(List.of(change.name(), other)))
                    .forEach(other -> shared.put("index " + index.name(), other));
        }
        for (var constraint : context.table().constraints()) {
            others.stream()
                    .filter(other -> constraint.columns().containsAll(List.of(change.name(), other)))
                    .forEach(other -> shared.put("constraint " + constraint.name(), other));
        }
        shared.forEach((object, other) -> steps.problem(
                op.position(),
                "shared-by-two-type-changes",
                "%s is on %s and on %s, and this file changes the type of both".formatted(object, change.name(), other),
                "Change one of them in a migration after this one."));
    }

    /** The index of its twin would check each row at once until contract: what the application defers would fail. */
    private void refuseDeferrable(PlanContext context, TableSteps steps, Operation.ChangeType op) {
        for (var constraint : context.table().constraintsOn(change.name())) {
            if (constraint.isDeferrableKey()) {
                steps.problem(
                        op.position(),
                        "deferrable-key",
                        "column %s is in %s, which is DEFERRABLE; the index that takes its place could not wait"
                                .formatted(change.name(), constraint.name()),
                        "Make it NOT DEFERRABLE in a migration before this one, if no transaction relies on it.");
            }
        }
    }

    /** Without the default that the file takes away or replaces: of the new type it need not be one. */
    private Column incoming(PlanContext context, Column old, Operation.ChangeType op) {
        return new Column(
                context.names().incoming(old.name()),
                op.type(),
                op.collation(),
                Column.Nullability.NULLABLE,
                old.defaultValue().filter(d -> !change.changesDefault() && d.volatility() != Volatility.VOLATILE),
                Column.ColumnKind.PLAIN,
                old.traits());
    }

    private static void fill(PlanContext context, TableSteps steps, Column incoming, CheckedExpression up) {
        var target = new SyncLink.Target(incoming, up);
        var mismatch = up.volatility() == Volatility.VOLATILE
                ? "%s IS NULL".formatted(context.ofRow(incoming.name()))
                : Difference.between(incoming, context.ofRow(incoming.name()), "(%s)".formatted(up.sql()));
        steps.fill(new TableSteps.Fill(
                List.of(new TableSteps.Assignment(
                        incoming.name(), target.value().sql())),
                mismatch));
        if (up.volatility() != Volatility.VOLATILE) {
            steps.verify(new TableSteps.Comparison(mismatch, "%s = %s".formatted(incoming.name(), up.sql())));
        }
    }

    private void stayInSync(
            PlanContext context, TableSteps steps, Column old, Column incoming, CheckedExpression down) {
        var kept = new Column(
                context.names().outgoing(old.name()),
                old.type(),
                old.collation(),
                Column.Nullability.NULLABLE,
                Optional.<ColumnDefault>empty(),
                Column.ColumnKind.PLAIN,
                old.traits());
        var visible = new Column(
                old.name(),
                incoming.type(),
                incoming.collation(),
                old.nullability(),
                old.defaultValue(),
                old.kind(),
                old.traits());
        var row = context.table().columns().stream()
                .map(column -> column.name().equals(old.name()) ? visible : column)
                .toList();
        var follow = new SyncSql(context.table().name(), row)
                .oneWay(
                        List.of(new SyncLink.Target(kept, down)),
                        context.names().mark(steps.nextSync()),
                        SyncSql.Unfilled.NONE_LEFT);
        steps.contract().run(follow);
        steps.purge(follow);
        steps.purge(context.alter("DROP COLUMN " + Quoted.name(kept.name())));
    }
}
