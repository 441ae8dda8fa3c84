package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.Volatility;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * New columns that are filled from the row: a split, a merge, a column that is derived. The old columns that the file
 * drops are hidden at contract and kept in sync by their {@code down} expressions until purge.
 *
 * @param added the new columns
 * @param dropped the old columns, empty where the new ones are derived and the old ones stay
 */
record LinkPart(List<ColumnChange> added, List<ColumnChange> dropped) implements Part {

    LinkPart {
        added = List.copyOf(added);
        dropped = List.copyOf(dropped);
    }

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var before = steps.problems().size();
        dropped.forEach(change -> DropPart.refuse(context, change, steps));
        var news = added.stream()
                .map(change -> SyncTarget.of(
                        Finals.added(change), context.up(change.name()).orElseThrow()))
                .toList();
        for (var i = 0; i < news.size(); i++) {
            Limits.refuseWithoutSentinel(
                    context,
                    steps,
                    news.get(i),
                    added.get(i).operations().getFirst().position());
        }
        var olds = dropped.stream()
                .flatMap(change -> old(context, news, change, steps).stream())
                .toList();
        if (steps.problems().size() > before) {
            return;
        }
        var mark = context.names().mark(steps.nextSync());
        var until = dropped.isEmpty() ? SyncRule.Until.CONTRACT : SyncRule.Until.PURGE;
        var link = new SyncLink(olds, news, "w" + mark, "u" + mark, until);
        added.forEach(change -> add(context, steps, change));
        steps.sync(link);
        if (!olds.isEmpty()) {
            steps.watch(link.watch());
        }
        if (Stream.concat(olds.stream(), news.stream()).anyMatch(t -> t.value().safety() == Safety.MAY_FAIL)) {
            steps.watchUnconverted(link.unconverted());
        }
        fill(context, steps, link);
        added.forEach(change -> show(context, steps, change));
        dropped.forEach(change -> DropPart.hide(context, steps, change));
    }

    private Optional<SyncTarget> old(
            PlanContext context, List<SyncTarget> news, ColumnChange change, TableSteps steps) {
        var column = context.column(change.name());
        var down = context.down(change.name()).or(() -> plainCopy(context, news, column));
        if (down.isEmpty()) {
            var from = news.stream().map(SyncTarget::name).collect(joining(", "));
            steps.problem(
                    change.last(Operation.DropColumn.class).orElseThrow().position(),
                    "needs-down",
                    "nothing says how %s comes from %s, so the old version could not see what the new one writes"
                            .formatted(change.name(), from),
                    "Add a line such as: -- ! down %s.%s = <expression over %s>"
                            .formatted(context.table().name().name(), change.name(), from));
        }
        return down.map(value -> SyncTarget.of(column, value));
    }

    /** Where a new column is just the old one, the way back is clear. */
    private static Optional<CheckedExpression> plainCopy(PlanContext context, List<SyncTarget> news, Column old) {
        return news.stream()
                .filter(target -> target.value().sql().equals(context.ofRow(old.name())))
                .map(target -> context.copyOf(target.name()))
                .findFirst();
    }

    /** Hidden until contract: an INSERT of the old version that names no columns must find as many as before. */
    private static void add(PlanContext context, TableSteps steps, ColumnChange change) {
        var there = Probes.column(context.table().name(), change.name());
        steps.expand(new Change(
                "add %s, hidden".formatted(change.name()),
                Columns.added(incoming(context, change), AddPart.place(change)),
                there,
                new Change.Clauses("DROP COLUMN " + Quoted.name(change.name()), Probes.not(there)),
                change.operations().getFirst().position()));
    }

    private static Column incoming(PlanContext context, ColumnChange change) {
        var column = Finals.added(change);
        var sentinel = Sentinel.of(column.type());
        return Columns.defaulted(Columns.ours(column, sentinel, Columns.IN_SYNC, context.server()));
    }

    private static void show(PlanContext context, TableSteps steps, ColumnChange change) {
        steps.contract(new TableSteps.Trade(
                "show " + change.name(),
                List.of(Columns.changed(change.name(), Finals.added(change))),
                List.of(Columns.changed(change.name(), incoming(context, change))),
                Probes.not(Probes.marked(context.table().name(), change.name(), Columns.comment(Columns.IN_SYNC))),
                change.operations().getFirst().position()));
    }

    private void fill(PlanContext context, TableSteps steps, SyncLink link) {
        var unfilled = link.news().stream()
                .map(target -> "(%s)".formatted(target.isUnfilled(context.ofRow(target.name()))))
                .collect(joining(" AND "));
        steps.fill(new TableSteps.Fill(
                link.news().stream()
                        .map(target -> new TableSteps.Assignment(
                                target.name(), target.value().sql()))
                        .toList(),
                unfilled));
        var isVolatile = link.news().stream().anyMatch(t -> t.value().volatility() == Volatility.VOLATILE);
        if (isVolatile) {
            return;
        }
        var what = link.news().stream()
                .map(target -> target.name() + " = " + target.value().sql())
                .collect(joining(", "));
        var forward = equal(context, link.news());
        var mismatch = link.olds().isEmpty()
                ? "%s AND NOT (%s)".formatted(unfilled, forward)
                : "NOT (%s) AND NOT (%s)".formatted(forward, equal(context, link.olds()));
        steps.verify(new TableSteps.Comparison(mismatch, what));
        if (link.olds().stream().anyMatch(target -> target.value().safety() == Safety.MAY_FAIL)) {
            var old = link.olds().stream().map(SyncTarget::name).collect(joining(", "));
            Verifications.none(context, mismatch, "every row fits into " + old).ifPresent(steps::proveBack);
        }
    }

    private static String equal(PlanContext context, List<SyncTarget> targets) {
        return targets.stream()
                .map(target -> "(%s)"
                        .formatted(target.same(
                                context.ofRow(target.name()), target.value().sql())))
                .collect(joining(" AND "));
    }
}
