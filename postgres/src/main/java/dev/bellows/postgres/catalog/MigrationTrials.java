package dev.bellows.postgres.catalog;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Problem;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lets the server judge every expression and type change of a migration. */
final class MigrationTrials {
    private final Session session;
    private final PostgresGrammar grammar;
    private final Migration migration;
    private final SortedMap<TableName, Table> tables;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<ExpressionKey, CheckedExpression> expressions = new TreeMap<>();
    private final SortedMap<TypeChange, TypeChangeCost> rewrites = new TreeMap<>();

    MigrationTrials(Session session, PostgresGrammar grammar, Migration migration, SortedMap<TableName, Table> tables) {
        this.session = session;
        this.grammar = grammar;
        this.migration = migration;
        this.tables = new TreeMap<>(tables);
    }

    List<Problem> problems() {
        return problems;
    }

    SortedMap<ExpressionKey, CheckedExpression> expressions() {
        return expressions;
    }

    SortedMap<TypeChange, TypeChangeCost> rewrites() {
        return rewrites;
    }

    void run() throws SQLException {
        if (!session.canTry()) {
            if (asksAnything()) {
                problems.add(new Problem(
                        "no-temporary-objects",
                        Optional.empty(),
                        "the role may not make temporary tables, or the server is a standby: "
                                + "expressions and types cannot be checked",
                        "GRANT TEMPORARY ON DATABASE … TO the role of the migration, and connect to the primary."));
            }
            return;
        }
        for (var table : tables.values()) {
            var trials = new TableTrials(session, grammar, migration, table);
            trials.run();
            problems.addAll(trials.problems());
            expressions.putAll(trials.expressions());
            types(table);
        }
    }

    private boolean asksAnything() {
        return migration.operations().stream()
                        .anyMatch(operation -> operation instanceof Operation.AddColumn
                                || operation instanceof ChangeType
                                || operation instanceof Operation.SetDefault
                                || operation instanceof Operation.FillColumns)
                || migration.directives().stream()
                        .anyMatch(
                                directive -> directive instanceof Directive.Up || directive instanceof Directive.Down);
    }

    private void types(Table table) throws SQLException {
        var shape = Shape.today(table);
        var defaults = new TreeMap<String, String>();
        table.columns()
                .forEach(column -> column.defaultValue().ifPresent(value -> defaults.put(column.name(), value.sql())));
        for (var operation : migration.operations()) {
            if (operation.table().equals(table.name())) {
                type(table, shape, operation, defaults);
            }
            shape = shape.after(operation);
        }
    }

    /** The default of a column is part of what must become the new type, and the file may change it before. */
    private void type(Table table, Shape shape, Operation operation, Map<String, String> defaults) throws SQLException {
        if (operation instanceof ChangeType change) {
            var origin = origin(shape, change.column());
            if (origin.isPresent()) {
                type(table, origin.get(), change, Optional.ofNullable(defaults.get(origin.get())));
            }
        } else if (operation instanceof Operation.SetDefault set) {
            origin(shape, set.column()).ifPresent(origin -> defaults.put(origin, set.expression()));
        } else if (operation instanceof Operation.DropDefault drop) {
            origin(shape, drop.column()).ifPresent(defaults::remove);
        }
    }

    private static Optional<String> origin(Shape shape, String column) {
        return shape.column(column).flatMap(Shape.Member::origin);
    }

    /** A refusal for another reason is more to the point where there is one. */
    private void type(Table table, String origin, ChangeType change, Optional<String> value) throws SQLException {
        switch (new TypeChangeTrial(session).ask(table, origin, change, value)) {
            case TypeChangeTrial.Answer.Possible(var cost) -> {
                rewrites.put(new TypeChange(change.table(), change.column(), change.type()), cost);
                if (cost == TypeChangeCost.REWRITE) {
                    problems.addAll(new KeyTrial(session, migration).problems(change, origin));
                }
            }
            case TypeChangeTrial.Answer.Refused(var message) -> {
                var position = Optional.of(change.position());
                if (problems.stream().noneMatch(problem -> problem.position().equals(position))) {
                    problems.add(new Problem(
                            "wrong-type",
                            position,
                            "%s.%s to %s: %s".formatted(change.table(), origin, change.type(), message),
                            "Change what stands in the way before the type, in this file (a default) or another."));
                }
            }
        }
    }
}
