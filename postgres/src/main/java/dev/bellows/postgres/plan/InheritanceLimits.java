package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Column;
import dev.bellows.schema.Table.TableKind;
import java.util.List;
import java.util.Optional;

/** What the server does not do to a table because of its parent or its children, or because it is no table. */
record InheritanceLimits(PlanContext context) {
    /** From here on, NOT NULL is a constraint that is inherited. */
    private static final int INHERITED_NOT_NULL = 18;

    void check(List<Operation> operations, List<Problem> problems) {
        for (var operation : operations) {
            reason(operation).ifPresent(problems::add);
        }
    }

    private Optional<Problem> reason(Operation operation) {
        return switch (context.table().kind()) {
            case ORDINARY -> Optional.empty();
            case PARTITIONED -> ofPartitioned(operation).or(() -> inherited(operation));
            case INHERITANCE_PARENT -> ofParent(operation).or(() -> inherited(operation));
            case PARTITION, INHERITANCE_CHILD -> inherited(operation).or(() -> partOfIndex(operation));
            case VIEW, MATERIALIZED_VIEW, FOREIGN, TEMPORARY ->
                problem(
                        operation,
                        "not-a-table",
                        "%s is %s; Bellows changes tables that stay in this database"
                                .formatted(
                                        context.table().name(),
                                        inWords(context.table().kind())),
                        "Change it outside of Bellows.");
        };
    }

    private Optional<Problem> ofPartitioned(Operation operation) {
        return operation instanceof Operation.CreateIndex || operation instanceof Operation.DropIndex
                ? problem(
                        operation,
                        "partitioned",
                        "%s is a partitioned table; the server neither builds nor drops its indexes concurrently"
                                .formatted(context.table().name()),
                        "Change the indexes of the partitions one by one, and that of the parent outside of Bellows.")
                : Optional.empty();
    }

    /** Our triggers do not fire for the rows of children. */
    private Optional<Problem> ofParent(Operation operation) {
        return operation instanceof Operation.DropColumn
                ? problem(
                        operation,
                        "partitioned",
                        "%s is a table that others inherit from; who writes to those would not be seen"
                                .formatted(context.table().name()),
                        "Only changes of the catalogue are planned on such tables so far.")
                : Optional.empty();
    }

    private Optional<Problem> inherited(Operation operation) {
        return switch (operation) {
            case Operation.RenameColumn rename -> inherited(rename, rename.column());
            case Operation.ChangeType change -> inherited(change, change.column());
            case Operation.DropColumn drop -> inherited(drop, drop.column());
            case Operation.DropNotNull relax ->
                isNotNullInherited() ? inherited(relax, relax.column()) : Optional.empty();
            case Operation.AddColumn add ->
                context.table().kind() == TableKind.PARTITION
                        ? problem(
                                add,
                                "inherited-column",
                                "%s is a partition; it has the columns of its parent, and no others"
                                        .formatted(context.table().name()),
                                "Add the column to the parent.")
                        : Optional.empty();
            case Operation.CreateTable ignored -> Optional.empty();
            case Operation.SetNotNull ignored -> Optional.empty();
            case Operation.SetDefault ignored -> Optional.empty();
            case Operation.DropDefault ignored -> Optional.empty();
            case Operation.FillColumns ignored -> Optional.empty();
            case Operation.CreateIndex ignored -> Optional.empty();
            case Operation.DropIndex ignored -> Optional.empty();
            case Operation.Comment ignored -> Optional.empty();
        };
    }

    private Optional<Problem> inherited(Operation operation, String column) {
        var isInherited = context.table()
                .column(column)
                .filter(c -> c.traits().origin() == Column.Origin.INHERITED)
                .isPresent();
        return isInherited
                ? problem(
                        operation,
                        "inherited-column",
                        "column %s of %s comes from its parent; the server changes it only there"
                                .formatted(column, context.table().name()),
                        "Change it on the parent table.")
                : Optional.empty();
    }

    private boolean isNotNullInherited() {
        return context.table().kind() == TableKind.PARTITION
                || context.catalog().server().major() >= INHERITED_NOT_NULL;
    }

    private Optional<Problem> partOfIndex(Operation operation) {
        return operation instanceof Operation.DropIndex drop
                ? context.table().indexes().stream()
                        .filter(index -> index.name().equals(drop.index()))
                        .flatMap(index -> index.parent().stream())
                        .findFirst()
                        .flatMap(parent -> problem(
                                drop,
                                "index-of-parent",
                                "index %s is a part of index %s of the parent; the server refuses to drop it"
                                        .formatted(drop.index(), parent),
                                "Drop the index of the parent outside of Bellows."))
                : Optional.empty();
    }

    private static Optional<Problem> problem(Operation operation, String code, String message, String remedy) {
        return Optional.of(Problem.at(operation.position(), code, message, remedy));
    }

    static boolean concern(TableKind kind) {
        return switch (kind) {
            case PARTITIONED, PARTITION, INHERITANCE_PARENT, INHERITANCE_CHILD -> true;
            case ORDINARY, VIEW, MATERIALIZED_VIEW, FOREIGN, TEMPORARY -> false;
        };
    }

    static String inWords(TableKind kind) {
        return switch (kind) {
            case ORDINARY -> "a table";
            case PARTITIONED -> "a partitioned table";
            case PARTITION -> "a partition";
            case INHERITANCE_PARENT -> "a table that others inherit from";
            case INHERITANCE_CHILD -> "a table that inherits from another";
            case VIEW -> "a view";
            case MATERIALIZED_VIEW -> "a materialized view";
            case FOREIGN -> "a foreign table";
            case TEMPORARY -> "a temporary table";
        };
    }
}
