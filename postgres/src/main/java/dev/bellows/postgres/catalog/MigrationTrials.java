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
            newColumns(table);
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

    /** A column that is added, by the file or behind one that changes its type, must not rewrite the table. */
    private void newColumns(Table table) throws SQLException {
        for (var operation : migration.operations()) {
            if (operation.table().equals(table.name())) {
                var added = Shape.added(operation).filter(member -> isAdded(operation));
                if (added.isPresent() && new NewColumnTrial(session).rewrites(added.get())) {
                    problems.add(Problem.at(
                            operation.position(),
                            "constrained-domain",
                            "%s.%s: %s is a domain with constraints; to add a column of it, the server rewrites the table"
                                    .formatted(
                                            table.name(),
                                            added.get().name(),
                                            added.get().type()),
                            "Use the type that the domain stands for, or do it in a maintenance window."));
                }
            }
        }
    }

    private boolean isAdded(Operation operation) {
        return !(operation instanceof ChangeType change)
                || rewrites.get(new TypeChange(change.table(), change.column(), change.type()))
                        == TypeChangeCost.REWRITE;
    }

    private void types(Table table) throws SQLException {
        var shape = Shape.today(table);
        var trial = new TypeChangeTrial(session);
        for (var operation : migration.operations()) {
            if (operation instanceof ChangeType change && change.table().equals(table.name())) {
                var origin = shape.column(change.column()).flatMap(Shape.Member::origin);
                if (origin.isPresent()) {
                    keep(change, trial.verdict(table, origin.get(), change));
                }
            }
            shape = shape.after(operation);
        }
    }

    private void keep(ChangeType change, TypeChangeTrial.Verdict verdict) {
        switch (verdict) {
            case TypeChangeTrial.Verdict.Costs(var cost) ->
                rewrites.put(new TypeChange(change.table(), change.column(), change.type()), cost);
            case TypeChangeTrial.Verdict.Refused(var why) -> {
                if (problems.stream().noneMatch(said -> said.position().equals(Optional.of(change.position())))) {
                    problems.add(Problem.at(
                            change.position(),
                            "type-refused",
                            "%s.%s cannot become %s: %s".formatted(change.table(), change.column(), change.type(), why),
                            "Choose another type, or drop first what the server names."));
                }
            }
        }
    }
}
