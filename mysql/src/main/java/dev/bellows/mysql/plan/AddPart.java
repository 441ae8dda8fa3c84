package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.draft.TableChange.ColumnChange;

/** A new column that nothing is computed for. */
record AddPart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var add = change.last(Operation.AddColumn.class).orElseThrow();
        var column = Finals.added(change);
        if (column.isNotNull() && column.defaultValue().isEmpty()) {
            steps.problem(
                    add.position(),
                    "required-without-value",
                    "column %s is NOT NULL without a default: an INSERT of the old version, which does not know it, would fail"
                            .formatted(change.name()),
                    "Give it a DEFAULT, or say what rows get: -- ! up %s.%s = <expression>"
                            .formatted(context.table().name().name(), change.name()));
            return;
        }
        var there = Probes.column(context.table().name(), change.name());
        steps.expand(new Change(
                "add " + change.name(),
                Columns.added(column, place(change)),
                there,
                new Change.Clauses("DROP COLUMN " + Quoted.name(change.name()), Probes.not(there)),
                add.position()));
    }

    static String place(ColumnChange change) {
        return switch (change.last(Operation.AddColumn.class).orElseThrow().place()) {
            case Operation.Place.First ignored -> " FIRST";
            case Operation.Place.Last ignored -> "";
            case Operation.Place.After(var column) -> " AFTER " + Quoted.name(column);
        };
    }
}
