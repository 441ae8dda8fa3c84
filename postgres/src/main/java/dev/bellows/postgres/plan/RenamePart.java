package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.Draft;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.Domain;
import dev.bellows.schema.Column.Nullability;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.Index;
import java.util.List;

/**
 * A column gets another name. Until contract both names are columns in sync; at contract the two trade places, so that
 * the original column, with every view, policy, key, index and privilege that hangs on it, carries the new name, just as
 * RENAME COLUMN would have left it, and the copy keeps the old one.
 */
record RenamePart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.table().column(change.name()).orElseThrow();
        if (isRefused(context, steps, column)) {
            return;
        }
        refuseRules(context, steps, column);
        FunctionTexts.note(context, column.name(), steps);
        var copy = copy(column);
        var link = new SyncLink(
                List.of(new SyncLink.Target(column, copyOf(context, copy.name(), column))),
                List.of(new SyncLink.Target(copy, copyOf(context, column.name(), copy))));
        var mark = context.names().mark(steps.nextSync());
        expand(context, steps, copy, link, mark);
        migrate(context, steps, link);
        contract(context, steps, link, mark);
    }

    private boolean isRefused(PlanContext context, TableSteps steps, Column column) {
        var rename = change.last(Operation.RenameColumn.class).orElseThrow();
        var before = steps.problems().size();
        if (column.kind() == Column.ColumnKind.GENERATED) {
            steps.problem(
                    rename.position(),
                    "generated-column",
                    "column %s is generated; a copy of it under the new name would rewrite the table"
                            .formatted(column.name()),
                    "Rename it in a maintenance window, or add a new generated column.");
        }
        var hasVolatileDefault = column.defaultValue()
                .filter(d -> d.volatility() == Column.Volatility.VOLATILE)
                .isPresent();
        if (hasVolatileDefault && !column.isNotNull()) {
            steps.problem(
                    rename.position(),
                    "nullable-volatile-default",
                    "column %s takes NULL and has the volatile default %s: an INSERT that leaves it out cannot be told"
                                    .formatted(
                                            column.name(),
                                            column.defaultValue().get().sql())
                            + " from one that says NULL",
                    "Make it NOT NULL, or drop its default, in a migration before this one.");
        }
        new UserTriggers(context.table())
                .refuseMentions(column.name(), rename.position(), UserTriggers.Becomes.RENAMED, steps);
        return steps.problems().size() > before;
    }

    /** Of what new code writes under the new name they would see nothing. */
    private void refuseRules(PlanContext context, TableSteps steps, Column column) {
        var rules = context.table().dependentsOn(column.name()).stream()
                .filter(dependent -> dependent.kind() == Dependent.Kind.WRITE_RULE)
                .map(Dependent::name)
                .toList();
        if (!rules.isEmpty()) {
            steps.problem(
                    change.last(Operation.RenameColumn.class).orElseThrow().position(),
                    "rule-mentions-column",
                    "a rule sees a row before triggers do, and so not what new code writes as %s: %s"
                            .formatted(change.finalName(), String.join(", ", rules)),
                    "Put a trigger in its place, or drop it and make it again after contract.");
        }
    }

    /** The value of a column for {@code target}, whose type may be a domain over its type, or what its domain stands for. */
    private static CheckedExpression copyOf(PlanContext context, String source, Column target) {
        return target.traits().domain().isPresent() ? context.copyOf(source, target.type()) : context.copyOf(source);
    }

    /**
     * The copy has the same default, so that NULL and DEFAULT mean to new code what they will mean after contract; but
     * not one that is another each time: it would look like a given value, and mask what old code writes. A domain is
     * left out of it: to add a column of a domain with constraints, the server rewrites the table, and a default of the
     * domain would mask as well.
     */
    private Column copy(Column column) {
        return new Column(
                change.finalName(),
                column.traits().domain().map(Domain::base).orElse(column.type()),
                column.collation().or(() -> column.traits().domain().flatMap(Domain::collation)),
                Nullability.NULLABLE,
                column.defaultValue().filter(d -> d.volatility() != Column.Volatility.VOLATILE),
                Column.ColumnKind.PLAIN,
                column.traits());
    }

    private void expand(PlanContext context, TableSteps steps, Column copy, SyncLink link, String mark) {
        var expand = steps.expand().say("add %s beside %s, in sync".formatted(copy.name(), change.name()));
        NewColumn.add(context, copy, expand);
        expand.run(new SyncSql(context.table().name(), rowWith(context, copy)).twoWay(link, mark));
        steps.watch(mark);
    }

    private void migrate(PlanContext context, TableSteps steps, SyncLink link) {
        var copy = link.news().getFirst();
        var mismatch = SyncSql.unfilled(link, context::ofRow);
        steps.fill(new TableSteps.Fill(
                List.of(new TableSteps.Assignment(copy.name(), copy.value().sql())), mismatch));
        steps.verify(new TableSteps.Comparison(mismatch, "%s = %s".formatted(copy.name(), change.name())));
        var splice = new ColumnSplice(context.grammar());
        for (var index : context.table().indexes()) {
            if (index.validity() == Index.Validity.VALID && isFirstOf(renamedOf(context, index))) {
                steps.afterFill(standIn(context, splice, index));
            }
        }
    }

    /** The renames of this file that concern an index. */
    private static List<ColumnChange> renamedOf(PlanContext context, Index index) {
        return context.change().existing().values().stream()
                .filter(other -> other.has(Operation.RenameColumn.class))
                .filter(other -> index.columns().contains(other.name()))
                .toList();
    }

    /** Several renamed columns of an index share one stand-in, because the new version has all the new names. */
    private boolean isFirstOf(List<ColumnChange> renamed) {
        return !renamed.isEmpty() && renamed.getFirst().name().equals(change.name());
    }

    /** The new version looks rows up by the new name before contract, and may say ON CONFLICT (new_name). */
    private Draft standIn(PlanContext context, ColumnSplice splice, Index index) {
        var name = context.names().renamed(index.name());
        var unique = index.uniqueness() == Index.Uniqueness.UNIQUE && !isDeferrable(context, index);
        var renamed = renamedOf(context, index);
        var text = splice.index(index.definition(), "", "");
        for (var other : renamed) {
            text = splice.index(text.head() + " i" + text.fromOn(), other.name(), other.finalName());
        }
        var names = renamed.stream().map(ColumnChange::finalName).collect(joining(", "));
        return context.drafts()
                .buildIndex(
                        "index %s as %s has it, until contract".formatted(names, index.name()),
                        name,
                        unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX",
                        Quoted.name(name) + text.fromOn());
    }

    private static boolean isDeferrable(PlanContext context, Index index) {
        return context.table().constraints().stream()
                .filter(c -> index.constraint().filter(c.name()::equals).isPresent())
                .anyMatch(Constraint::isDeferrableKey);
    }

    private void contract(PlanContext context, TableSteps steps, SyncLink link, String mark) {
        var old = change.name();
        var now = change.finalName();
        var kept = context.names().outgoing(old);
        var both = new SyncSql(
                context.table().name(), rowWith(context, link.news().getFirst().column()));
        var hidden = new SyncLink.Target(
                renamed(link.news().getFirst().column(), kept),
                copyOf(context, now, link.news().getFirst().column()));
        var oneWay = new SyncSql(
                        context.table().name(),
                        rowWith(context, renamed(link.olds().getFirst().column(), now)))
                .oneWay(List.of(hidden), context.names().mark(steps.nextSync()), SyncSql.Unfilled.NONE_LEFT);
        var contract = steps.contract()
                .say("%s becomes %s; its old shape is kept as %s".formatted(old, now, kept))
                .end(both.twoWay(link, mark));
        var rename = "RENAME COLUMN %s TO %s";
        contract.run(
                context.alter(rename.formatted(Quoted.name(now), Quoted.name(kept))),
                context.alter(rename.formatted(Quoted.name(kept), Quoted.name(now))));
        contract.run(
                context.alter(rename.formatted(Quoted.name(old), Quoted.name(now))),
                context.alter(rename.formatted(Quoted.name(now), Quoted.name(old))));
        link.news()
                .getFirst()
                .column()
                .defaultValue()
                .ifPresent(value -> contract.run(
                        context.alter("ALTER COLUMN %s DROP DEFAULT".formatted(Quoted.name(kept))),
                        context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(Quoted.name(kept), value.sql()))));
        CataloguePart.defaults(context, change, now, link.olds().getFirst().column(), contract);
        CataloguePart.comment(context, change, link.olds().getFirst().column(), contract);
        contract.run(oneWay);
        steps.purge(oneWay);
        steps.purge(context.alter("DROP COLUMN " + Quoted.name(kept)));
    }

    private static Column renamed(Column column, String name) {
        return new Column(
                name,
                column.type(),
                column.collation(),
                column.nullability(),
                column.defaultValue(),
                column.kind(),
                column.traits());
    }

    private static List<Column> rowWith(PlanContext context, Column extra) {
        return NewColumn.rowWith(context, List.of(extra));
    }
}
