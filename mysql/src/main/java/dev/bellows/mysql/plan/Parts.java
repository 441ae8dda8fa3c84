package dev.bellows.mysql.plan;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.Links;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which kind of part each change of a table is, and refuses what does not go together in one file. */
final class Parts {
    private final PlanContext context;
    private final TableSteps steps;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> linked = new LinkedHashSet<>();

    Parts(PlanContext context, TableSteps steps) {
        this.context = context;
        this.steps = steps;
    }

    List<Part> decide() {
        var change = context.change();
        var links = Links.of(change, context.catalog());
        links.forEach(link -> parts.add(new LinkPart(link.added(), link.dropped())));
        links.forEach(link -> linked.addAll(link.names()));
        change.added().values().stream()
                .filter(added -> !linked.contains(added.name()))
                .forEach(added -> parts.add(new AddPart(added)));
        change.existing().values().stream()
                .filter(existing -> !linked.contains(existing.name()))
                .forEach(this::existing);
        change.rest().forEach(this::rest);
        return parts;
    }

    private void existing(ColumnChange change) {
        if (change.has(Operation.DropColumn.class)) {
            alone(change, Operation.DropColumn.class, new DropPart(change));
        } else if (change.has(Operation.RenameColumn.class)) {
            rename(change);
        } else if (change.has(Operation.FillColumns.class) && !change.has(Operation.SetNotNull.class)) {
            refuse(
                    change.last(Operation.FillColumns.class).orElseThrow(),
                    "update-of-used-column",
                    "an UPDATE of column %s would change under the old version what it reads".formatted(change.name()),
                    "Fill a new column, or combine it with NOT NULL of the same column.");
        } else if (isUnchanged(context, change)) {
            steps.note("%s is as the file wants it already.".formatted(change.name()));
        } else {
            parts.add(isTraded(context, change) ? new TradePart(change) : new CataloguePart(change));
        }
    }

    /** With a new definition that is not the old one, it would be two changes. */
    private void rename(ColumnChange change) {
        var becomes = Finals.of(change, context.column(change.name()));
        var sameData = ColumnDefinition.of(
                        Columns.commented(Columns.defaulting(becomes, Optional.empty()), Optional.empty()))
                .equalsIgnoreCase(ColumnDefinition.of(Columns.commented(
                        Columns.defaulting(context.column(change.name()), Optional.empty()), Optional.empty())));
        if (sameData) {
            parts.add(new RenamePart(change));
        } else {
            refuse(
                    change.last(Operation.RenameColumn.class).orElseThrow(),
                    "one-change-a-column",
                    "column %s is renamed and gets another definition in one file".formatted(change.name()),
                    "Put the second change into a migration after this one.");
        }
    }

    private void alone(ColumnChange change, Class<? extends Operation> kind, Part part) {
        change.operations().stream()
                .filter(operation -> !kind.isInstance(operation) && !(operation instanceof Operation.Comment))
                .findFirst()
                .ifPresentOrElse(
                        other -> refuse(
                                other,
                                "one-change-a-column",
                                "column %s is changed twice in one file".formatted(change.name()),
                                "Put the second change into a migration after this one."),
                        () -> parts.add(part));
    }

    private static boolean isUnchanged(PlanContext context, ColumnChange change) {
        var column = context.column(change.name());
        return ColumnDefinition.of(Finals.of(change, column)).equalsIgnoreCase(ColumnDefinition.of(column));
    }

    /** Whether the column becomes another one, because the server would write the whole table to change it. */
    static boolean isTraded(PlanContext context, ColumnChange change) {
        if (change.has(Operation.RenameColumn.class)
                || change.has(Operation.DropColumn.class)
                || isUnchanged(context, change)) {
            return false;
        }
        var fills = change.has(Operation.FillColumns.class);
        return fills
                || context.cost(CataloguePart.clause(context, change))
                        .filter(cost -> !PlanContext.isCheap(cost))
                        .isPresent();
    }

    private void rest(Operation operation) {
        switch (operation) {
            case Operation.CreateIndex create -> parts.add(IndexPart.create(create));
            case Operation.DropIndex drop -> parts.add(IndexPart.drop(drop));
            case Operation.Comment comment -> parts.add(new CommentPart(comment));
            case Operation.CreateTable ignored -> {}
            case Operation.AddColumn ignored -> {}
            case Operation.RenameColumn ignored -> {}
            case Operation.ChangeType ignored -> {}
            case Operation.SetNotNull ignored -> {}
            case Operation.DropNotNull ignored -> {}
            case Operation.SetDefault ignored -> {}
            case Operation.DropDefault ignored -> {}
            case Operation.DropColumn ignored -> {}
            case Operation.FillColumns ignored -> {}
        }
    }

    private void refuse(Operation operation, String code, String message, String remedy) {
        steps.problem(operation.position(), code, message, remedy);
    }
}
