package dev.bellows.mysql.catalog;

import dev.bellows.migration.Directive;
import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.catalog.ExpressionTrial.Answer;
import dev.bellows.mysql.catalog.ExpressionTrial.Question;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.ExpressionKey;
import dev.bellows.schema.ExpressionKey.Direction;
import dev.bellows.schema.TypeChange;
import dev.bellows.schema.TypeChangeCost;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges the expressions about one table: UP expressions see the table as it is today, DOWN expressions as it will be
 * after the file.
 */
final class TableTrials {
    private final Session session;
    private final ExpressionTrial trial;
    private final Migration migration;
    private final Shape today;
    private final Shape after;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ExpressionKey, CheckedExpression> expressions = new TreeMap<>();
    private final Map<TypeChange, TypeChangeCost> rewrites = new TreeMap<>();

    TableTrials(Session session, ExpressionText text, Migration migration, Shape today) {
        this.session = session;
        this.trial = new ExpressionTrial(session, text);
        this.migration = migration;
        this.today = today;
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

    /** The type changes that change nothing: MODIFY says the type whether it is another or not. */
    Map<TypeChange, TypeChangeCost> rewrites() {
        return rewrites;
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
            if (operation.table().equals(today.table())) {
                var added = Shape.added(operation);
                if (added.isPresent()) {
                    typeExists(added.get(), operation.position());
                }
            }
        }
        return problems.size() == before;
    }

    private void typeExists(Shape.Member column, SourcePosition position) throws SQLException {
        try {
            seen(column);
        } catch (SQLException e) {
            if (!Session.isRefusal(e)) {
                throw e;
            }
            problems.add(Problem.at(
                    position,
                    "unknown-type",
                    "%s.%s: %s".formatted(today.table(), column.name(), Session.message(e)),
                    "Correct the type."));
        }
    }

    private TargetTable.Seen seen(Shape.Member column) throws SQLException {
        var table = new TargetTable(session, today);
        try {
            table.make(column);
            return table.seen();
        } finally {
            table.drop();
        }
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
            keep(column, Direction.UP, trial.ask(new Question(sql, today, target.get(), position)));
        }
    }

    private void down(Directive.Down down) throws SQLException {
        var target = today.column(down.column())
                .or(() -> after.column(down.column())
                        .flatMap(Shape.Member::origin)
                        .flatMap(today::column));
        if (target.isPresent()) {
            var question = new Question(down.expression(), after, target.get(), down.position());
            keep(down.column(), Direction.DOWN, trial.ask(question));
        }
    }

    private void defaultValue(String column, Optional<String> sql, SourcePosition position) throws SQLException {
        var target = after.column(column);
        if (sql.isPresent() && target.isPresent()) {
            var question = new Question(sql.get(), after, target.get(), position);
            keep(column, Direction.DEFAULT, new DefaultTrial(session).ask(question));
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
                "COALESCE(%s, %s)".formatted(today.reference(column), checked.sql()),
                List.copyOf(columns),
                checked.volatility(),
                checked.safety());
    }

    private void changeType(ChangeType change) throws SQLException {
        var member = after.column(change.column());
        var old = member.flatMap(Shape.Member::origin).flatMap(today::column);
        if (old.isEmpty()) {
            return;
        }
        var from = seen(old.get());
        var to = seen(member.orElseThrow());
        if (from.equals(to)) {
            rewrites.put(new TypeChange(change.table(), change.column(), change.type()), TypeChangeCost.NOTHING);
        }
        // MODIFY says the type again where it adds NOT NULL to a column that an UPDATE has filled
        if (!hasUp(change.column()) && !expressions.containsKey(key(change.column(), Direction.UP))) {
            implicitCast(change, old.get(), member.get());
        }
        if (!hasDown(change.column())) {
            inferDown(change, old.get(), InferredDown.expression(after.reference(change.column()), to, from));
        }
    }

    private boolean hasUp(String column) {
        return migration.directives().stream()
                .anyMatch(d -> d instanceof Directive.Up up
                        && up.table().equals(today.table())
                        && up.column().equalsIgnoreCase(column));
    }

    private boolean hasDown(String column) {
        return migration.directives().stream()
                .anyMatch(d -> d instanceof Directive.Down down
                        && down.table().equals(today.table())
                        && down.column().equalsIgnoreCase(column));
    }

    private void implicitCast(ChangeType change, Shape.Member old, Shape.Member target) throws SQLException {
        var question = new Question(today.reference(old.name()), today, target, change.position());
        switch (trial.ask(question)) {
            case Answer.Accepted accepted -> expressions.put(key(change.column(), Direction.UP), accepted.expression());
            case Answer.Refused refused ->
                problems.add(Problem.at(
                        change.position(),
                        "using-needed",
                        refused.problem().message() + "; the server does not convert it by itself",
                        "Say how, in a directive: -- ! up %s.%s = …"
                                .formatted(change.table().name(), change.column())));
        }
    }

    private void inferDown(ChangeType change, Shape.Member old, Optional<String> sql) throws SQLException {
        if (sql.isPresent()
                && trial.ask(new Question(sql.get(), after, old, change.position()))
                        instanceof Answer.Accepted(var checked)) {
            expressions.put(
                    key(change.column(), Direction.DOWN),
                    new CheckedExpression(checked.sql(), checked.columns(), checked.volatility(), Safety.TOTAL));
        }
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
}
