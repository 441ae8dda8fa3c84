package dev.bellows.mysql.catalog;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.mysql.catalog.TargetTable.Values;
import dev.bellows.mysql.sql.ExpressionText;
import dev.bellows.mysql.sql.ExpressionText.Reference;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import dev.bellows.schema.Column.Volatility;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lets the server judge one expression on an empty temporary table of the shape that it sees. These servers convert any
 * type to any other and say only of a value whether it goes: what needs no row is evaluated; of the rest {@link Totality}
 * and {@link Fit} say whether it can fail.
 */
final class ExpressionTrial {
    /** What the servers say of our own tables in a message. */
    private static final Pattern OUR_COLUMN =
            Pattern.compile(" (for column|in assignment of) [`']?[^ ]*( at row \\d+)?$");

    private final Session session;
    private final ExpressionText text;
    private final StoredFunctions functions;

    ExpressionTrial(Session session, ExpressionText text) {
        this.session = session;
        this.text = text;
        this.functions = new StoredFunctions(session, text);
    }

    /**
     * A question.
     *
     * @param sql the expression as written
     * @param row what it sees
     * @param target the column that it is for
     * @param position where the user wrote it
     */
    record Question(String sql, Shape row, Shape.Member target, SourcePosition position) {
        Problem problem(String code, String message, String remedy) {
            return Problem.at(position, code, "%s.%s: %s".formatted(row.table(), target.name(), message), remedy);
        }
    }

    /** What came of it. */
    sealed interface Answer {
        record Accepted(CheckedExpression expression) implements Answer {}

        record Refused(Problem problem) implements Answer {}
    }

    Answer ask(Question question) throws SQLException {
        var foreign = foreign(question);
        if (foreign.isEmpty()) {
            foreign = functionThatReads(question);
        }
        if (foreign.isPresent()) {
            return new Answer.Refused(foreign.get());
        }
        var row = question.row();
        var sql = text.rewritten(question.sql(), reference -> row.reference(name(row, reference)));
        var target = new TargetTable(session, row);
        try {
            session.run("DROP TEMPORARY TABLE IF EXISTS " + row.temporaryName());
            session.run(row.temporaryTable(Optional.empty(), ""));
            target.make(question.target());
            return judged(question, sql, target);
        } catch (SQLException e) {
            if (!Session.isRefusal(e)) {
                throw e;
            }
            return new Answer.Refused(refusal(question, e));
        } finally {
            target.drop();
            session.run("DROP TEMPORARY TABLE IF EXISTS " + row.temporaryName());
        }
    }

    private static String name(Shape row, Reference reference) {
        return row.column(reference.column()).orElseThrow().name();
    }

    /** WHERE takes no aggregate and no row of several columns, which a SELECT list may. */
    private Answer judged(Question question, String sql, TargetTable target) throws SQLException {
        var row = question.row();
        session.run("SELECT 1 FROM %s WHERE (%s) IS NULL".formatted(row.from(), sql));
        target.assign(sql);
        var columns = new TreeSet<String>();
        text.references(question.sql()).forEach(reference -> columns.add(name(row, reference)));
        var volatility = functions.volatility(question.sql(), row.table().schema());
        var isEvaluated = columns.isEmpty() && volatility != Volatility.VOLATILE;
        if (isEvaluated) {
            target.assignOnce(sql);
        }
        var safety = isEvaluated || isTotal(question, sql, target) ? Safety.TOTAL : Safety.MAY_FAIL;
        return new Answer.Accepted(new CheckedExpression(sql, List.copyOf(columns), volatility, safety));
    }

    private boolean isTotal(Question question, String sql, TargetTable target) throws SQLException {
        var value = session.ask(
                "SELECT (%s) FROM %s LIMIT 0".formatted(sql, question.row().from()),
                rows -> Values.of(rows.getMetaData()));
        var sets = new ArrayList<String>();
        sets.add(target.seen().characterSet());
        var types = new ColumnTypes(session, question.row());
        text.references(question.sql())
                .forEach(reference -> types.characterSet(reference.column()).ifPresent(sets::add));
        var keepsCharacters =
                sets.getFirst().equals("utf8mb4") || sets.stream().distinct().count() == 1;
        return keepsCharacters && Fit.holds(value, target.values()) && new Totality(text, types).holds(question.sql());
    }

    /** A column that is not one of the row. */
    private Optional<Problem> foreign(Question question) {
        var table = question.row().table();
        for (var reference : text.references(question.sql())) {
            var names = reference.names();
            var qualifiers = names.subList(0, names.size() - 1);
            var isOfTable = List.of(table.schema(), table.name())
                    .subList(2 - Math.min(2, qualifiers.size()), 2)
                    .equals(qualifiers);
            if (!isOfTable || question.row().column(reference.column()).isEmpty()) {
                return Optional.of(question.problem(
                        "unknown-column",
                        "there is no column " + String.join(".", names),
                        "An expression sees the columns of its own table only."));
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> functionThatReads(Question question) throws SQLException {
        return functions
                .reader(question.sql(), question.row().table().schema())
                .map(function -> question.problem(
                        "unsupported-expression",
                        "the function %s reads or writes tables".formatted(function),
                        "Use the columns of the row."));
    }

    static Problem refusal(Question question, SQLException failure) {
        var message = OUR_COLUMN.matcher(Session.message(failure)).replaceAll("");
        return switch (failure.getErrorCode()) {
            case 1054, 1109 ->
                question.problem("unknown-column", message, "An expression sees the columns of its own table only.");
            case 1305, 1630 -> question.problem("unknown-function", message, "Correct the name of the function.");
            case 1044, 1142, 1227, 1370 ->
                question.problem("missing-privilege", message, "Grant it to the role of the migration.");
            case 1067, 1264, 1265, 1292, 1366, 1406, 1416, 3140, 3156, 4078, 4079 ->
                question.problem("wrong-type", message, "Cast the expression to the type of the column.");
            case 1111, 1191, 1241 -> question.problem("unsupported-expression", message, "Use the columns of the row.");
            default -> question.problem("invalid-expression", message, "Correct the expression.");
        };
    }
}
