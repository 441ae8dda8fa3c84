package dev.bellows.postgres.plan;

import dev.bellows.schema.Column;
import java.util.ArrayList;
import java.util.List;

/** The statements that add a column of ours and give it what hangs on the one that it stands beside. */
final class NewColumn {
    private NewColumn() {}

    /** Adds the column empty; its default, if any, comes after, so that rows which are there stay NULL. */
    static void add(PlanContext context, Column column, TableSteps.Exclusive step) {
        var name = Quoted.name(column.name());
        var collate = column.collation().map(c -> " COLLATE " + c).orElse("");
        add(context, column.name(), "%s%s".formatted(column.type(), collate), step);
        column.defaultValue()
                .ifPresent(value ->
                        step.run(context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(name, value.sql()))));
        column.traits()
                .grants()
                .forEach(grant -> step.run("GRANT %s (%s) ON %s TO %s%s"
                        .formatted(
                                grant.privilege(),
                                name,
                                Quoted.table(context.table().name()),
                                grant.grantee(),
                                grant.grantable() == Column.Grantable.YES ? " WITH GRANT OPTION" : "")));
    }

    /** Adds the column as it is defined, in its place where it is one of the file's own. */
    static void add(PlanContext context, String column, String definition, TableSteps.Exclusive step) {
        var name = Quoted.name(column);
        var statement = context.alter("ADD COLUMN %s %s".formatted(name, definition));
        var takesBack = context.alter("DROP COLUMN IF EXISTS " + name);
        context.change()
                .place(column)
                .ifPresentOrElse(place -> step.add(place, statement, takesBack), () -> step.run(statement, takesBack));
    }

    /** Comment, statistics target and options, for a column that stays. */
    static void keepTraits(PlanContext context, Column column, TableSteps.Exclusive step) {
        var name = Quoted.name(column.name());
        column.traits()
                .comment()
                .ifPresent(comment -> step.run("COMMENT ON COLUMN %s IS %s"
                        .formatted(context.qualified(column.name()), Quoted.literal(comment))));
        column.traits()
                .statisticsTarget()
                .ifPresent(
                        target -> step.run(context.alter("ALTER COLUMN %s SET STATISTICS %d".formatted(name, target))));
        if (!column.traits().options().isEmpty()) {
            step.run(context.alter("ALTER COLUMN %s SET (%s)"
                    .formatted(name, String.join(", ", column.traits().options()))));
        }
    }

    /** The columns of the table and more. */
    static List<Column> rowWith(PlanContext context, List<Column> extra) {
        var row = new ArrayList<>(context.table().columns());
        row.addAll(extra);
        return row;
    }
}
