package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.Requirement;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.Volatility;
import java.util.List;
import java.util.Optional;

/**
 * A new column that is not filled from the row. With no default or one that does not change from row to row it is only
 * a change of the catalogue (PostgreSQL 11+); with a volatile default it is added empty and filled in chunks.
 */
record AddPart(ColumnChange change) implements Part {

    @Override
    public void contribute(PlanContext context, TableSteps steps) {
        var add = change.last(Operation.AddColumn.class).orElseThrow();
        var value = finalDefaultOf(context, change);
        if (isRequired(change) && value.isEmpty()) {
            steps.problem(
                    add.position(),
                    "required-without-value",
                    "column %s is NOT NULL and has no value for the rows that are there".formatted(add.column()),
                    "Give it a DEFAULT, or fill it: UPDATE %s SET %s = <expression>;"
                            .formatted(context.table().name().name(), Quoted.name(add.column())));
            return;
        }
        var isVolatile =
                value.filter(d -> d.volatility() == Volatility.VOLATILE).isPresent();
        if (isVolatile) {
            addAndFill(context, steps, value.get());
        } else {
            addAtOnce(context, steps, add, value);
        }
    }

    private void addAtOnce(
            PlanContext context, TableSteps steps, Operation.AddColumn add, Optional<ColumnDefault> value) {
        var definition = new StringBuilder(column(context, change).type());
        add.collation().ifPresent(collation -> definition.append(" COLLATE ").append(collation));
        value.ifPresent(d -> definition.append(" DEFAULT ").append(d.sql()));
        if (isRequired(change)) {
            definition.append(" NOT NULL");
        }
        var expand = steps.expand().say("add " + add.column());
        NewColumn.add(context, add.column(), definition.toString(), expand);
        comment(context, change, expand);
    }

    private void addAndFill(PlanContext context, TableSteps steps, ColumnDefault value) {
        var name = Quoted.name(change.name());
        var expand = steps.expand().say("add %s, empty; new rows get its default".formatted(change.name()));
        NewColumn.add(context, column(context, change), expand);
        expand.run(context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(name, value.sql())));
        comment(context, change, expand);
        var empty = "%s IS NULL".formatted(context.ofRow(change.name()));
        steps.fill(new TableSteps.Fill(List.of(new TableSteps.Assignment(change.name(), value.sql())), empty));
        if (isRequired(change)) {
            NotNull.inMigrate(context, change.name(), steps);
        } else {
            steps.note("A NULL written into %s before migrate has ended is taken for \"not filled yet\"."
                    .formatted(change.name()));
        }
    }

    /** The column as it is while the sync runs: nullable and without default, so that NULL means "not given". */
    static Column column(PlanContext context, ColumnChange change) {
        var add = change.last(Operation.AddColumn.class).orElseThrow();
        return new Column(
                change.name(),
                add.type(),
                add.collation(),
                Column.Nullability.NULLABLE,
                Optional.empty(),
                Column.ColumnKind.PLAIN,
                Column.ColumnTraits.NONE);
    }

    static boolean isRequired(ColumnChange change) {
        var required = false;
        for (var operation : change.operations()) {
            if (operation instanceof Operation.AddColumn add) {
                required = add.required() == Requirement.REQUIRED;
            } else if (operation instanceof Operation.SetNotNull) {
                required = true;
            } else if (operation instanceof Operation.DropNotNull) {
                required = false;
            }
        }
        return required;
    }

    /** What the file leaves as the column's default. */
    static Optional<ColumnDefault> finalDefaultOf(PlanContext context, ColumnChange change) {
        var has = false;
        for (var operation : change.operations()) {
            if (operation instanceof Operation.AddColumn add) {
                has = add.defaultValue().isPresent();
            } else if (operation instanceof Operation.SetDefault) {
                has = true;
            } else if (operation instanceof Operation.DropDefault) {
                has = false;
            }
        }
        return has ? context.defaultOf(change.name()).map(AddPart::asDefault) : Optional.empty();
    }

    private static ColumnDefault asDefault(CheckedExpression expression) {
        return new ColumnDefault(expression.sql(), expression.volatility());
    }

    static void comment(PlanContext context, ColumnChange change, TableSteps.Exclusive step) {
        change.last(Operation.Comment.class)
                .flatMap(Operation.Comment::text)
                .ifPresent(text -> step.run("COMMENT ON COLUMN %s IS %s"
                        .formatted(context.qualified(change.finalName()), Quoted.literal(text))));
    }

    /** NOT NULL on a synced column waits for contract: the old version may still write rows that give NULL. */
    static void require(PlanContext context, ColumnChange change, TableSteps steps) {
        if (isRequired(change)) {
            steps.verify(NotNull.inEveryRow(context, change.name(), change.name()));
            NotNull.atContract(context, change.name(), steps);
        }
    }

    /** A synced column gets its default at contract; before, a default would mask what an old writer wrote. */
    static void finalDefault(PlanContext context, ColumnChange change, TableSteps steps) {
        finalDefaultOf(context, change).ifPresent(value -> {
            var name = Quoted.name(change.name());
            steps.contract()
                    .run(
                            context.alter("ALTER COLUMN %s SET DEFAULT %s".formatted(name, value.sql())),
                            context.alter("ALTER COLUMN %s DROP DEFAULT".formatted(name)));
            steps.note("The default of %s applies from contract on.".formatted(change.name()));
        });
    }

    /** For a step that only adds what the undo of another one removes. */
    static Reversal goesWithTheColumn() {
        return new Reversal.Nothing("it goes with the new column");
    }
}
