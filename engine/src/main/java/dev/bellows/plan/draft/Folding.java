package dev.bellows.plan.draft;

import dev.bellows.migration.Operation;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Column;
import dev.bellows.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the operations of a file on one table by column, and finds those that name what is not there. */
public final class Folding {
    private final Table table;
    private final String ours;
    private final List<Problem> problems;
    private final Map<String, TableChange.ColumnChange> existing = new TreeMap<>();
    private final Map<String, TableChange.ColumnChange> added = new LinkedHashMap<>();
    private final List<Operation> rest = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();

    /**
     * Of one table.
     *
     * @param ours how the names begin that no file may give to anything
     * @param problems where what is found is put
     */
    public Folding(Table table, String ours, List<Problem> problems) {
        this.table = table;
        this.ours = ours;
        this.problems = problems;
    }

    public TableChange fold(List<Operation> operations) {
        operations.forEach(this::take);
        return new TableChange(table, existing, added, rest);
    }

    private void take(Operation operation) {
        switch (operation) {
            case Operation.CreateTable create ->
                problem(
                        create,
                        "table-exists",
                        "table %s exists already".formatted(table.name()),
                        "Drop the statement.");
            case Operation.AddColumn add -> add(add);
            case Operation.RenameColumn rename -> rename(rename);
            case Operation.ChangeType change -> on(change.column(), change);
            case Operation.SetNotNull set -> on(set.column(), set);
            case Operation.DropNotNull drop -> on(drop.column(), drop);
            case Operation.SetDefault set -> on(set.column(), set);
            case Operation.DropDefault drop -> on(drop.column(), drop);
            case Operation.DropColumn drop -> {
                on(drop.column(), drop);
                gone.add(drop.column());
            }
            case Operation.FillColumns fill -> fill.assignments().forEach(a -> on(a.column(), fill));
            case Operation.Comment comment -> comment(comment);
            case Operation.CreateIndex index -> index(index);
            case Operation.DropIndex index -> dropIndex(index);
        }
    }

    private void add(Operation.AddColumn add) {
        refuseOurs(add, add.column());
        if (isVisible(add.column())) {
            problem(
                    add,
                    "column-exists",
                    "column %s of %s exists already".formatted(add.column(), table.name()),
                    "Choose another name, or drop the statement.");
            return;
        }
        if (table.column(add.column()).isPresent()) {
            takenUntilContract(add, add.column());
            return;
        }
        added.put(add.column(), new TableChange.ColumnChange(add.column(), add.column(), List.of(add)));
        gone.remove(add.column());
    }

    /** The file takes the name away first, but both shapes have to be there at once. */
    private void takenUntilContract(Operation operation, String column) {
        problem(
                operation,
                "column-exists",
                "column %s of %s is there until contract, so nothing else can have its name before"
                        .formatted(column, table.name()),
                "Choose another name, or do it in a migration after this one.");
    }

    private void rename(Operation.RenameColumn rename) {
        refuseOurs(rename, rename.newName());
        if (isVisible(rename.newName())) {
            problem(
                    rename,
                    "column-exists",
                    "column %s of %s exists already".formatted(rename.newName(), table.name()),
                    "Choose another name.");
            return;
        }
        if (table.column(rename.newName()).isPresent()) {
            takenUntilContract(rename, rename.newName());
            return;
        }
        on(rename.column(), rename, rename.newName());
        gone.add(rename.column());
        gone.remove(rename.newName());
    }

    private void comment(Operation.Comment comment) {
        switch (comment.on()) {
            case COLUMN -> on(comment.name(), comment);
            case TABLE, INDEX -> rest.add(comment);
        }
    }

    private void index(Operation.CreateIndex index) {
        refuseOurs(index, index.index());
        index.columns().stream().filter(column -> !isVisible(column)).forEach(column -> unknown(index, column));
        rest.add(index);
    }

    /** What hides an old shape could not have its name. */
    private void refuseOurs(Operation operation, String name) {
        if (name.startsWith(ours)) {
            problem(
                    operation,
                    "reserved-name",
                    "names that begin with %s are those of Bellows".formatted(ours),
                    "Choose another name.");
        }
    }

    private void dropIndex(Operation.DropIndex drop) {
        var known = table.indexes().stream()
                .filter(index -> index.name().equals(drop.index()))
                .findFirst();
        if (known.isEmpty()) {
            problem(drop, "unknown-index", "there is no index %s".formatted(drop.index()), "Check the name.");
            return;
        }
        if (known.get().constraint().isPresent()) {
            problem(
                    drop,
                    "index-of-constraint",
                    "index %s belongs to constraint %s; the server refuses to drop it"
                            .formatted(drop.index(), known.get().constraint().get()),
                    "Drop the constraint instead (not supported yet).");
            return;
        }
        rest.add(drop);
    }

    private void on(String column, Operation operation) {
        on(column, operation, column);
    }

    private void on(String column, Operation operation, String nowNamed) {
        if (added.containsKey(column)) {
            added.put(column, added.get(column).with(operation, nowNamed));
            return;
        }
        var today = existing.values().stream()
                .filter(change -> change.finalName().equals(column) && !change.has(Operation.DropColumn.class))
                .map(TableChange.ColumnChange::name)
                .findFirst()
                .orElse(column);
        if (table.column(today).isEmpty() || (today.equals(column) && gone.contains(column))) {
            unknown(operation, column);
            return;
        }
        existing.merge(
                today,
                new TableChange.ColumnChange(today, nowNamed, List.of(operation)),
                (before, ignored) -> before.with(operation, nowNamed));
    }

    private boolean isVisible(String column) {
        var renamedTo =
                existing.values().stream().anyMatch(change -> change.finalName().equals(column));
        return added.containsKey(column)
                || (renamedTo && !gone.contains(column))
                || (table.column(column).isPresent() && !gone.contains(column));
    }

    private void unknown(Operation operation, String column) {
        problem(
                operation,
                "unknown-column",
                "table %s has no column %s".formatted(table.name(), column),
                "Columns: "
                        + String.join(
                                ", ", table.columns().stream().map(Column::name).toList()) + ".");
    }

    private void problem(Operation operation, String code, String message, String remedy) {
        problems.add(Problem.at(operation.position(), code, message, remedy));
    }
}
