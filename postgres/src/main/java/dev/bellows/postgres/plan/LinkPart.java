package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Dependent;
import java.util.List;
import java.util.Optional;

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
        dropped.forEach(change -> DropPart.refuseDependents(context, change, steps));
        var link = link(context, steps);
        if (link.isEmpty()) {
            return;
        }
        var mark = context.names().mark(steps.nextSync());
        expand(context, steps, link.get(), mark);
        fill(context, steps, link.get());
        contract(context, steps, link.get(), mark);
    }

    private Optional<SyncLink> link(PlanContext context, TableSteps steps) {
        var before = steps.problems().size();
        var news = added.stream()
                .map(change -> new SyncLink.Target(
                        AddPart.column(context, change),
                        context.up(change.name()).orElseThrow()))
                .toList();
        for (var target : news) {
            refuseGenerated(context, target, steps);
        }
        var olds = dropped.stream()
                .flatMap(change -> old(context, news, change, steps).stream())
                .toList();
        return steps.problems().size() > before ? Optional.empty() : Optional.of(new SyncLink(olds, news));
    }

    private Optional<SyncLink.Target> old(
            PlanContext context, List<SyncLink.Target> news, ColumnChange change, TableSteps steps) {
        var column = context.table().column(change.name()).orElseThrow();
        var down = context.down(change.name()).or(() -> plainCopy(context, news, column));
        if (down.isEmpty()) {
            var drop = change.last(Operation.DropColumn.class).orElseThrow();
            var from = news.stream().map(SyncLink.Target::name).collect(joining(", "));
            steps.problem(
                    drop.position(),
                    "needs-down",
                    "nothing says how %s comes from %s, so the old version could not see what the new one writes"
                            .formatted(change.name(), from),
                    "Add a line such as: --! down %s.%s = <expression over %s>"
                            .formatted(context.table().name().name(), change.name(), from));
        }
        return down.map(value -> new SyncLink.Target(column, value));
    }

    /** Where a new column is just the old one, the way back is clear. */
    private static Optional<dev.bellows.schema.CheckedExpression> plainCopy(
            PlanContext context, List<SyncLink.Target> news, Column old) {
        return news.stream()
                .filter(target -> target.value().sql().equals(context.ofRow(old.name())))
                .map(target -> context.copyOf(target.name()))
                .findFirst();
    }

    private static void refuseGenerated(PlanContext context, SyncLink.Target target, TableSteps steps) {
        for (var source : target.value().columns()) {
            var generated = context.table()
                    .column(source)
                    .filter(c -> c.kind() == Column.ColumnKind.GENERATED)
                    .isPresent();
            if (generated) {
                var fill = Optional.ofNullable(context.change().added().get(target.name()))
                        .flatMap(change -> change.last(Operation.FillColumns.class));
                fill.ifPresent(f -> steps.problem(
                        f.position(),
                        "reads-generated-column",
                        "the value of %s reads the generated column %s, which a trigger cannot see yet"
                                .formatted(target.name(), source),
                        "Write the generating expression itself."));
            }
        }
    }

    private void expand(PlanContext context, TableSteps steps, SyncLink link, String mark) {
        var names = added.stream().map(ColumnChange::name).collect(joining(", "));
        var expand = steps.expand().say("add %s, in sync".formatted(names));
        link.news().forEach(target -> NewColumn.add(context, target.column(), expand));
        added.forEach(change -> AddPart.comment(context, change, expand));
        expand.run(sync(context, link).twoWay(link, mark));
        if (!link.olds().isEmpty()) {
            steps.watch(mark);
        }
        if (SyncSql.canFail(link.olds()) || SyncSql.canFail(link.news())) {
            steps.watchUnconverted(mark);
        }
    }

    private void fill(PlanContext context, TableSteps steps, SyncLink link) {
        var assignments = link.news().stream()
                .map(target ->
                        new TableSteps.Assignment(target.name(), target.value().sql()))
                .toList();
        var what = link.news().stream()
                .map(target -> target.name() + " = " + target.value().sql())
                .collect(joining(", "));
        steps.fill(new TableSteps.Fill(assignments, SyncSql.unfilled(link, context::ofRow)));
        if (!link.isVolatile()) {
            steps.verify(new TableSteps.Comparison(SyncSql.mismatch(link, context::ofRow), what));
        }
    }

    private void contract(PlanContext context, TableSteps steps, SyncLink link, String mark) {
        added.forEach(change -> AddPart.require(context, change, steps));
        var both = sync(context, link).twoWay(link, mark);
        if (dropped.isEmpty()) {
            steps.contract()
                    .say("end the sync of " + String.join(", ", link.newNames()))
                    .end(both);
        } else {
            steps.contract()
                    .say("hide " + dropped.stream().map(ColumnChange::name).collect(joining(", ")))
                    .end(both);
            hide(context, steps, link);
        }
        added.forEach(change -> AddPart.finalDefault(context, change, steps));
    }

    private static void hide(PlanContext context, TableSteps steps, SyncLink link) {
        var hidden = link.olds().stream()
                .map(target -> new SyncLink.Target(DropPart.hidden(context, target.column()), target.value()))
                .toList();
        link.olds().forEach(target -> DropPart.hide(context, target.column(), DropPart.Fed.BY_SYNC, steps));
        var row = NewColumn.rowWith(
                context, link.news().stream().map(SyncLink.Target::column).toList());
        var oneWay = new SyncSql(context.table().name(), row)
                .oneWay(hidden, context.names().mark(steps.nextSync()), SyncSql.Unfilled.NONE_LEFT);
        steps.contract().run(oneWay);
        steps.purge(oneWay);
        hidden.forEach(target -> steps.purge(context.alter("DROP COLUMN " + Quoted.name(target.name()))));
    }

    private static SyncSql sync(PlanContext context, SyncLink link) {
        var news = link.news().stream().map(SyncLink.Target::column).toList();
        return new SyncSql(context.table().name(), NewColumn.rowWith(context, news));
    }

    /** Kinds of dependents for which DROP COLUMN itself would fail without CASCADE. */
    static boolean blocksDrop(Dependent dependent) {
        return switch (dependent.kind()) {
            case VIEW,
                    POLICY,
                    RULE,
                    WRITE_RULE,
                    GENERATED_COLUMN,
                    PUBLICATION,
                    PARTITION_KEY,
                    FUNCTION,
                    INBOUND_FOREIGN_KEY -> true;
            case EXTENDED_STATISTICS, FUNCTION_TEXT, OTHER -> false;
        };
    }
}
