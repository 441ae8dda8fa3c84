package dev.bellows.postgres.plan;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.plan.draft.Links;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Catalog;
import dev.bellows.schema.Table;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides which kind of part each change of a table is, and refuses what does not go together in one file. */
final class Parts {
    private final PlanContext context;
    private final List<Problem> problems;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> linked = new LinkedHashSet<>();

    Parts(PlanContext context, List<Problem> problems) {
        this.context = context;
        this.problems = problems;
    }

    List<Part> decide() {
        var change = context.change();
        // what reads a column that is renamed must fire after the sync that gives it the value of the new name
        change.existing().values().stream().filter(Parts::isRenamed).forEach(this::existing);
        var links = Links.of(change, context.catalog());
        links.forEach(link -> parts.add(new LinkPart(link.added(), link.dropped())));
        links.forEach(link -> linked.addAll(link.names()));
        change.added().values().stream()
                .filter(added -> !linked.contains(added.name()))
                .forEach(added -> parts.add(new AddPart(added)));
        change.existing().values().stream()
                .filter(existing -> !linked.contains(existing.name()) && !isRenamed(existing))
                .forEach(this::existing);
        change.rest().forEach(this::rest);
        KeyLocks.of(context).ifPresent(locks -> {
            parts.addFirst(locks::first);
            parts.addLast(locks::last);
        });
        return parts;
    }

    private void existing(ColumnChange change) {
        var heavy = change.operations().stream().filter(Parts::isHeavy).toList();
        if (heavy.size() > 1) {
            refuse(
                    heavy.get(1),
                    "one-change-a-column",
                    "column %s is changed twice in one file".formatted(change.name()),
                    "Put the second change into a migration after this one.");
            return;
        }
        if (change.has(Operation.DropColumn.class)) {
            parts.add(new DropPart(change));
        } else if (change.has(Operation.RenameColumn.class)) {
            parts.add(new RenamePart(change));
        } else if (isCopied(context.catalog(), context.table(), change)) {
            parts.add(new RetypePart(change));
        } else if (change.has(Operation.SetNotNull.class)) {
            parts.add(new RequirePart(change));
            parts.add(new CataloguePart(change));
        } else if (change.has(Operation.FillColumns.class)) {
            refuse(
                    change.last(Operation.FillColumns.class).orElseThrow(),
                    "update-of-used-column",
                    "an UPDATE of column %s would change under the old version what it reads".formatted(change.name()),
                    "Fill a new column, or combine it with SET NOT NULL of the same column.");
        } else {
            parts.add(new CataloguePart(change));
        }
    }

    /** A type change that needs a second column. */
    static boolean isCopied(Catalog catalog, Table table, ColumnChange change) {
        return change.last(Operation.ChangeType.class)
                .map(op -> catalog.rewrites().get(new TypeChange(table.name(), change.name(), op.type())))
                .filter(cost -> cost == TypeChangeCost.REWRITE)
                .isPresent();
    }

    private static boolean isRenamed(ColumnChange change) {
        return change.has(Operation.RenameColumn.class);
    }

    private static boolean isHeavy(Operation operation) {
        return operation instanceof Operation.RenameColumn
                || operation instanceof Operation.ChangeType
                || operation instanceof Operation.SetNotNull
                || operation instanceof Operation.DropNotNull
                || operation instanceof Operation.DropColumn;
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
        problems.add(Problem.at(operation.position(), code, message, remedy));
    }
}
