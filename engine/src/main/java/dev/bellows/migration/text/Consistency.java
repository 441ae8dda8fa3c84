package dev.bellows.migration.text;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.FillColumns;
import dev.bellows.migration.SourcePosition;
import dev.bellows.schema.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Checks that directives and operations speak of the same columns, each once. */
public final class Consistency {
    private final List<Operation> operations;
    private final List<Directive> directives;
    private final UnaryOperator<String> folded;
    private final Problems problems;
    private final Map<Object, SourcePosition> said = new HashMap<>();

    /** {@code folded} gives the same for two names of columns that the server takes for one. */
    public Consistency(
            List<Operation> operations, List<Directive> directives, UnaryOperator<String> folded, Problems problems) {
        this.operations = operations;
        this.directives = directives;
        this.folded = folded;
        this.problems = problems;
    }

    /** A file without operations, in which nothing else is wrong, is a mistake. */
    public static void refuseEmpty(List<Operation> operations, SourceText source, Problems problems) {
        if (operations.isEmpty() && problems.isEmpty()) {
            problems.add(
                    source.position(0),
                    "empty-migration",
                    "the file changes nothing",
                    "Write the SQL of the change, or remove the file.");
        }
    }

    private record ColumnOf(TableName table, String column) {}

    private record Said(String what, ColumnOf column) {}

    /** Adds a problem for each directive that no operation is there for, and for each thing that is said twice. */
    public void check() {
        var touched = new HashSet<ColumnOf>();
        for (var operation : operations) {
            columns(operation).forEach(column -> touched.add(columnOf(operation.table(), column)));
            fills(operation);
        }
        directives.forEach(directive -> directive(directive, touched));
    }

    private ColumnOf columnOf(TableName table, String column) {
        return new ColumnOf(table, folded.apply(column));
    }

    private static Stream<String> columns(Operation operation) {
        return switch (operation) {
            case Operation.CreateTable create -> Stream.empty();
            case Operation.CreateIndex create -> Stream.empty();
            case Operation.DropIndex drop -> Stream.empty();
            case Operation.Comment comment -> Stream.empty();
            case Operation.AddColumn add -> Stream.of(add.column());
            case Operation.RenameColumn rename -> Stream.of(rename.column(), rename.newName());
            case Operation.ChangeType change -> Stream.of(change.column());
            case Operation.SetNotNull set -> Stream.of(set.column());
            case Operation.DropNotNull drop -> Stream.of(drop.column());
            case Operation.SetDefault set -> Stream.of(set.column());
            case Operation.DropDefault drop -> Stream.of(drop.column());
            case Operation.DropColumn drop -> Stream.of(drop.column());
            case FillColumns fill -> fill.assignments().stream().map(Operation.Assignment::column);
        };
    }

    private void fills(Operation operation) {
        if (operation instanceof FillColumns fill) {
            for (var assignment : fill.assignments()) {
                once("up", columnOf(fill.table(), assignment.column()), assignment.position());
            }
        }
        if (operation instanceof Operation.ChangeType change && change.using().isPresent()) {
            once("up", columnOf(change.table(), change.column()), change.position());
        }
    }

    private void directive(Directive directive, Set<ColumnOf> touched) {
        switch (directive) {
            case Directive.Up up -> sync("up", columnOf(up.table(), up.column()), up.position(), touched);
            case Directive.Down down -> sync("down", columnOf(down.table(), down.column()), down.position(), touched);
            case Directive.Retain retain -> once("retain", retain.position());
            case Directive.Soak soak -> once("soak", soak.position());
            case Directive.LockTimeout timeout -> once("lock-timeout", timeout.position());
            case Directive.Allow allow -> once("allow " + allow.rule(), allow.position());
        }
    }

    private void sync(String what, ColumnOf column, SourcePosition position, Set<ColumnOf> touched) {
        if (!touched.contains(column)) {
            problems.add(
                    position,
                    "unused-directive",
                    "no statement of the file changes %s.%s".formatted(column.table(), column.column()),
                    "Correct the name, or remove the directive.");
        }
        once(what, column, position);
    }

    private void once(String what, ColumnOf column, SourcePosition position) {
        var before = said.putIfAbsent(new Said(what, column), position);
        if (before != null) {
            problems.add(
                    position,
                    "duplicate-expression",
                    "%s.%s has its %s expression already at %s"
                            .formatted(column.table(), column.column(), what, before),
                    "Keep one of them.");
        }
    }

    private void once(String what, SourcePosition position) {
        var before = said.putIfAbsent(what, position);
        if (before != null) {
            problems.add(position, "duplicate-directive", "%s is already at %s".formatted(what, before), "Keep one.");
        }
    }
}
