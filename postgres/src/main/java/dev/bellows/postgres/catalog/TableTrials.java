package dev.bellows.postgres.catalog;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.postgres.catalog.ExpressionTrial.Answer;
import dev.bellows.postgres.catalog.ExpressionTrial.Question;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges the expressions about one table: UP expressions see the table as it is today, DOWN expressions as it will be
 * after the file, defaults see no row.
 */
final class TableTrials {
    private final Session session;
    private final ExpressionTrial trial;
    private final Migration migration;
    private final Shape today;
    private final Shape after;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ExpressionKey, CheckedExpression> expressions = new TreeMap<>();

    TableTrials(Session session, PostgresGrammar grammar, Migration migration, Table table) {
        this.session = session;
        this.trial = new ExpressionTrial(session, grammar);
        this.migration = migration;
        this.today = Shape.today(table);
        var shape = today;
        for (var operation : migration.operations()) {
            shape = shape.after(operation);
        }
        this.after = shape;
    }

    List<Problem> problems() {
        return problems;
    }

    Map<ExpressionKey, CheckedExpression> expressions() {
        return expressions;
    }

    void run() throws SQLException {
        if (!typesExist()) {
            return;
        }
        for (var directive : migration.directives()) {
            directive(directive);
        }
        for (var operation : migration.operations()) {
            if (operation.table().equals(today.table())) {
                operation(operation);
            }
        }
    }

    private boolean typesExist() throws SQLException {
        var before = problems.size();
        for (var operation : migration.operations()) {
            if (!operation.table().equals(today.table())) {
                continue;
            }
            var added = Shape.added(operation);
            if (added.isPresent()) {
                typeExists(added.get(), operation);
            }
        }
        return problems.size() == before;
    }

    private void typeExists(Shape.Member column, Operation operation) throws SQLException {
        try {
            typeName(column);
            if (isFilled(column, operation) && isDomainWithDefault(column)) {
                problems.add(Problem.at(
                        operation.position(),
                        "constrained-domain",
                        "%s.%s: %s is a domain with a default, which would mask what old code writes"
                                .formatted(today.table(), column.name(), column.type()),
                        "Use the type beneath it."));
            }
        } catch (SQLException e) {
            if (!Session.isRefusal(e)) {
                throw e;
            }
            problems.add(Problem.at(
                    operation.position(),
                    "unknown-type",
                    "%s.%s: %s".formatted(today.table(), column.name(), ExpressionTrial.message(e)),
                    "Write the type with its schema, or create it before the migration."));
        }
    }

    /** A default does no harm to a column that is neither filled nor copied. */
    private boolean isFilled(Shape.Member column, Operation operation) {
        return operation instanceof ChangeType
                || hasUp(column.name())
                || migration.operations().stream()
                        .filter(op -> op.table().equals(today.table()))
                        .anyMatch(op -> op instanceof Operation.FillColumns fill
                                && fill.assignments().stream()
                                        .anyMatch(a -> a.column().equals(column.name())));
    }

    private boolean isDomainWithDefault(Shape.Member column) throws SQLException {
        return session.rolledBack(() -> {
            session.withOrdinaryNames();
            session.run("CREATE TEMPORARY TABLE bellows_type (%s)".formatted(column.definition()));
            return "t".equals(session.text("""
                    WITH RECURSIVE domain AS (
                      SELECT t.* FROM pg_type t JOIN pg_attribute a ON a.atttypid = t.oid
                      WHERE a.attrelid = 'pg_temp.bellows_type'::regclass AND a.attnum = 1 AND t.typtype = 'd'
                      UNION ALL
                      SELECT t.* FROM domain d JOIN pg_type t ON t.oid = d.typbasetype WHERE t.typtype = 'd')
                    SELECT coalesce(bool_or(typdefault IS NOT NULL), false) FROM domain"""));
        });
    }

    /** The type of a column as the server writes it. */
    private String typeName(Shape.Member column) throws SQLException {
        return session.rolledBack(() -> {
            session.withOrdinaryNames();
            session.run("CREATE TEMPORARY TABLE bellows_type (%s)".formatted(column.definition()));
            session.withQualifiedNames();
            return session.text("SELECT format_type(atttypid, atttypmod) FROM pg_attribute "
                    + "WHERE attrelid = 'pg_temp.bellows_type'::regclass AND attnum = 1");
        });
    }

    private void directive(Directive directive) throws SQLException {
        switch (directive) {
            case Directive.Up up -> {
                if (up.table().equals(today.table())) {
                    up(up.column(), up.expression(), up.position());
                }
            }
            case Directive.Down down -> {
                if (down.table().equals(today.table())) {
                    down(down);
                }
            }
            case Directive.Retain ignored -> {}
            case Directive.Soak ignored -> {}
            case Directive.LockTimeout ignored -> {}
            case Directive.Allow ignored -> {}
        }
    }

    private void operation(Operation operation) throws SQLException {
        switch (operation) {
            case Operation.AddColumn add -> defaultValue(add.column(), add.defaultValue(), add.position());
            case Operation.SetDefault set -> defaultValue(set.column(), Optional.of(set.expression()), set.position());
            case ChangeType change -> changeType(change);
            case Operation.FillColumns fill -> fill(fill);
            case Operation.CreateTable ignored -> {}
            case Operation.RenameColumn ignored -> {}
            case Operation.SetNotNull ignored -> {}
            case Operation.DropNotNull ignored -> {}
            case Operation.DropDefault ignored -> {}
            case Operation.DropColumn ignored -> {}
            case Operation.CreateIndex ignored -> {}
            case Operation.DropIndex ignored -> {}
            case Operation.Comment ignored -> {}
        }
    }

    private Optional<Shape.Member> target(String column) {
        return after.column(column).or(() -> today.column(column));
    }

    private void up(String column, String sql, SourcePosition position) throws SQLException {
        var target = target(column);
        if (target.isPresent()) {
            ask(column, Direction.UP, new Question(sql, today, target.get(), position));
        }
    }

    private void down(Directive.Down down) throws SQLException {
        var target = today.column(down.column())
                .or(() -> after.column(down.column())
                        .flatMap(Shape.Member::origin)
                        .flatMap(today::column));
        if (target.isPresent()) {
            ask(down.column(), Direction.DOWN, new Question(down.expression(), after, target.get(), down.position()));
        }
    }

    private void defaultValue(String column, Optional<String> sql, SourcePosition position) throws SQLException {
        var target = target(column);
        if (sql.isPresent() && target.isPresent()) {
            var nothing = new Shape(today.table(), List.of());
            var question = new Question(sql.get(), nothing, target.get(), position);
            keep(column, Direction.DEFAULT, trial.askDefault(question));
        }
    }

    private void fill(Operation.FillColumns fill) throws SQLException {
        for (var assignment : fill.assignments()) {
            up(assignment.column(), assignment.expression(), assignment.position());
            if (fill.scope() == Operation.FillScope.NULLS_ONLY) {
                var key = key(assignment.column(), Direction.UP);
                expressions.computeIfPresent(key, (ignored, checked) -> whereNull(assignment.column(), checked));
            }
        }
    }

    /** Both operands have the type of the column, so that nothing needs to be asked again. */
    private CheckedExpression whereNull(String column, CheckedExpression checked) {
        var columns = new TreeSet<>(checked.columns());
        columns.add(column);
        return new CheckedExpression(
                "COALESCE(%s, %s)".formatted(reference(column), checked.sql()),
                List.copyOf(columns),
                checked.volatility(),
                checked.safety());
    }

    private void changeType(ChangeType change) throws SQLException {
        var name = change.column();
        var origin = after.column(name).flatMap(Shape.Member::origin);
        if (change.using().isPresent()) {
            up(name, change.using().get(), change.position());
        } else if (origin.isPresent() && !expressions.containsKey(key(name, Direction.UP)) && !hasUp(name)) {
            implicitCast(change, origin.get());
        }
        if (origin.isPresent() && !hasDown(name)) {
            inferDown(change, origin.get());
        }
    }

    private boolean hasUp(String column) {
        return migration.directives().stream()
                .anyMatch(d -> d instanceof Directive.Up up
                        && up.table().equals(today.table())
                        && up.column().equals(column));
    }

    private boolean hasDown(String column) {
        return migration.directives().stream()
                .anyMatch(d -> d instanceof Directive.Down down
                        && down.table().equals(today.table())
                        && down.column().equals(column));
    }

    private void implicitCast(ChangeType change, String origin) throws SQLException {
        var target = after.column(change.column()).orElseThrow();
        var question = new Question(reference(origin), today, target, change.position());
        switch (trial.ask(question)) {
            case Answer.Accepted accepted -> expressions.put(key(change.column(), Direction.UP), accepted.expression());
            case Answer.Refused refused ->
                problems.add(question.problem(
                        "using-needed",
                        refused.problem().message() + "; the server does not cast it by itself",
                        "Add USING with an expression, such as USING %s::%s."
                                .formatted(change.column(), change.type())));
        }
    }

    private void inferDown(ChangeType change, String origin) throws SQLException {
        var member = after.column(change.column()).orElseThrow();
        var old = today.column(origin).orElseThrow();
        var sql = InferredDown.expression(reference(change.column()), typeName(member), old.type());
        if (sql.isPresent()
                && trial.ask(new Question(sql.get(), after, old, change.position()))
                        instanceof Answer.Accepted(var checked)) {
            expressions.put(
                    key(change.column(), Direction.DOWN),
                    new CheckedExpression(checked.sql(), checked.columns(), checked.volatility(), Safety.TOTAL));
        }
    }

    private void ask(String column, Direction direction, Question question) throws SQLException {
        keep(column, direction, trial.ask(question));
    }

    private void keep(String column, Direction direction, Answer answer) {
        switch (answer) {
            case Answer.Accepted accepted -> expressions.put(key(column, direction), accepted.expression());
            case Answer.Refused refused -> problems.add(refused.problem());
        }
    }

    private ExpressionKey key(String column, Direction direction) {
        return new ExpressionKey(today.table(), column, direction);
    }

    private String reference(String column) {
        return Session.quoted(today.table().name()) + "." + Session.quoted(column);
    }
}
