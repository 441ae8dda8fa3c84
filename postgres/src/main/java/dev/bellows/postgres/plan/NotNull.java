package dev.bellows.postgres.plan;

import java.util.List;

/**
 * NOT NULL without a scan under an exclusive lock: a check that binds new rows at once, validated under a lock that
 * blocks nobody, and then SET NOT NULL, which PostgreSQL 12+ takes on the strength of the valid check.
 */
final class NotNull {
    private NotNull() {}

    /** In MIGRATE, for a column that no version can leave NULL. */
    static void inMigrate(PlanContext context, String column, TableSteps steps) {
        var check = context.names().notNullCheck(column);
        steps.afterFill(context.drafts()
                .exclusive(
                        "from now on %s is not NULL".formatted(column),
                        List.of(addCheck(context, column, check)),
                        AddPart.goesWithTheColumn()));
        steps.afterFill(context.drafts().validate(check, column + " is not NULL"));
        steps.afterFill(context.drafts()
                .exclusive("make it NOT NULL", settle(context, column, check), AddPart.goesWithTheColumn()));
    }

    /** In CONTRACT: the check and its validation first, then the change in the one short transaction. */
    static void atContract(PlanContext context, String column, TableSteps steps) {
        var check = context.names().notNullCheck(column);
        steps.beforeContract(context.drafts()
                .exclusive(
                        "from now on %s is not NULL".formatted(column),
                        List.of(addCheck(context, column, check)),
                        context.drafts().undo(List.of(dropCheck(context, check)))));
        steps.beforeContract(context.drafts().validate(check, column + " is not NULL"));
        var contract = steps.contract().say("%s is NOT NULL".formatted(column));
        settle(context, column, check).forEach(contract::run);
        contract.undoFirst(context.alter("ALTER COLUMN %s DROP NOT NULL".formatted(Quoted.name(column))));
    }

    static String addCheck(PlanContext context, String column, String check) {
        return context.alter("ADD CONSTRAINT %s CHECK (%s IS NOT NULL) NOT VALID"
                .formatted(Quoted.name(check), Quoted.name(column)));
    }

    static List<String> settle(PlanContext context, String column, String check) {
        return List.of(
                context.alter("ALTER COLUMN %s SET NOT NULL".formatted(Quoted.name(column))),
                context.alter("DROP CONSTRAINT %s".formatted(Quoted.name(check))));
    }

    static String dropCheck(PlanContext context, String check) {
        return context.alter("DROP CONSTRAINT IF EXISTS %s".formatted(Quoted.name(check)));
    }
}
