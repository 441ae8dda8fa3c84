package dev.bellows.mysql.plan;

import dev.bellows.plan.draft.TableChange.ColumnChange;

/** A change of a column that the server makes in its catalogue, or in place without writing the rows. */
record CataloguePart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var column = context.column(change.name());
        var becomes = Finals.of(change, column);
        var back = back(context, change);
        var cheapBack = context.cost(back).filter(PlanContext::isCheap).isPresent();
        steps.expand(new Change(
                "change " + change.name(),
                clause(context, change),
                Probes.defined(context.table().name(), becomes),
                cheapBack
                        ? new Change.Clauses(
                                back, Probes.defined(context.table().name(), column))
                        : new Change.Needless(
                                "the old version can use the new definition; taking it back would write the table anew"),
                change.operations().getFirst().position()));
    }

    /** The clause that gives the column its new definition. */
    static String clause(PlanContext context, ColumnChange change) {
        return Columns.changed(change.name(), Finals.of(change, context.column(change.name())));
    }

    /** The clause that gives it its old one again. */
    static String back(PlanContext context, ColumnChange change) {
        return Columns.changed(change.name(), context.column(change.name()));
    }
}
