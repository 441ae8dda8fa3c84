package dev.bellows.postgres.catalog;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.postgres.grammar.PostgresGrammar;
import dev.bellows.postgres.sql.Node;
import dev.bellows.postgres.sql.SqlExpression;
import dev.bellows.schema.CheckedExpression;
import dev.bellows.schema.CheckedExpression.Safety;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets the server judge one expression on an empty temporary table of the shape that it sees. The server's own text of
 * it comes from a temporary view, with a second entry in FROM so that each column is written with its table.
 */
final class ExpressionTrial {
    private static final String RESULT = "bellows_c";
    private static final String FROM = "%s, (VALUES (1)) AS bellows_x(bellows_one)";

    private final Session session;
    private final PostgresGrammar grammar;

    ExpressionTrial(Session session, PostgresGrammar grammar) {
        this.session = session;
        this.grammar = grammar;
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
        return ask(question, () -> judged(question));
    }

    /** The same for the default of a column, in the text that the server itself keeps of it. */
    Answer askDefault(Question question) throws SQLException {
        return ask(question, () -> switch (judged(question)) {
            case Answer.Accepted(var judged) ->
                new Answer.Accepted(
                        new CheckedExpression(kept(question), judged.columns(), judged.volatility(), judged.safety()));
            case Answer.Refused refused -> refused;
        });
    }

    /** Without the cast to the column's type that {@link #judged} writes out: the server makes that one by itself. */
    private String kept(Question question) throws SQLException {
        session.withOrdinaryNames();
        session.run("ALTER TABLE pg_temp.bellows_target ALTER COLUMN c SET DEFAULT (%s)".formatted(question.sql()));
        session.withQualifiedNames();
        return session.text(
                "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'pg_temp.bellows_target'::regclass");
    }

    private Answer ask(Question question, Session.Trial<Answer> trial) throws SQLException {
        return session.rolledBack(() -> {
            session.withOrdinaryNames();
            try {
                return trial.run();
            } catch (SQLException e) {
                if (!Session.isRefusal(e)) {
                    throw e;
                }
                return new Answer.Refused(refusal(question, e));
            }
        });
    }

    private Answer judged(Question question) throws SQLException {
        var table = question.row().temporaryName();
        session.run(question.row().temporaryTable());
        session.run("CREATE TEMPORARY TABLE bellows_target (c %s%s)"
                .formatted(
                        question.target().type(),
                        question.target().collation().map(c -> " COLLATE " + c).orElse("")));
        // WHERE takes no aggregate, window function or set; the INSERT is planned only, and wants an assignment cast
        session.explain("SELECT 1 FROM %s WHERE (%s) IS NULL".formatted(FROM.formatted(table), question.sql()));
        session.explain("INSERT INTO pg_temp.bellows_target SELECT (%s) FROM %s"
                .formatted(question.sql(), FROM.formatted(table)));
        view("bellows_plain", "(%s)".formatted(question.sql()), table);
        session.withQualifiedNames();
        var fit = fit("bellows_plain");
        session.withOrdinaryNames();
        var view = "bellows_plain";
        if (!fit.cast().isEmpty()) {
            view = "bellows_cast";
            view(view, "CAST((%s) AS %s)".formatted(question.sql(), fit.cast()), table);
        }
        session.withQualifiedNames();
        return described(question, view, fit);
    }

    private void view(String name, String expression, String table) throws SQLException {
        session.run("CREATE TEMPORARY VIEW %s AS SELECT %s AS %s FROM %s"
                .formatted(name, expression, RESULT, FROM.formatted(table)));
    }

    /**
     * How an expression comes to the type of its target.
     *
     * @param cast the type to cast to; empty where it has it already
     * @param type the type of the target
     * @param total whether the length of the target refuses nothing
     */
    private record Fit(String cast, String type, boolean total) {}

    /** A cast to a type with a length would cut silently what an assignment refuses: there, only the bare type. */
    private Fit fit(String view) throws SQLException {
        return session.first(
                        """
                        SELECT e.atttypid = t.atttypid, e.atttypmod = t.atttypmod,
                               format_type(t.atttypid, t.atttypmod), format_type(t.atttypid, NULL), t.atttypmod < 0,
                               y.typcategory IN ('S', 'V') OR coalesce(el.typcategory IN ('S', 'V'), false),
                               CASE t.atttypid WHEN 'bpchar'::regtype THEN 'bpchar'
                                    WHEN 'bit'::regtype THEN '"bit"' END
                        FROM pg_attribute e, pg_attribute t
                        JOIN pg_type y ON y.oid = t.atttypid
                        LEFT JOIN pg_type el ON el.oid = y.typelem AND y.typcategory = 'A'
                        WHERE e.attrelid = ('pg_temp.' || ?)::regclass AND e.attname = 'bellows_c'
                        AND t.attrelid = 'pg_temp.bellows_target'::regclass AND t.attname = 'c'""",
                        row -> {
                            var sameType = row.getBoolean(1);
                            var sameModifier = row.getBoolean(2);
                            var full = row.getString(3);
                            var anyLength = row.getBoolean(5);
                            var cuts = row.getBoolean(6) && !anyLength;
                            var bare = Optional.ofNullable(row.getString(7)).orElse(row.getString(4));
                            if (sameType && (sameModifier || anyLength || cuts)) {
                                return new Fit("", full, sameModifier || anyLength);
                            }
                            return new Fit(cuts ? bare : full, full, !cuts);
                        },
                        view)
                .orElseThrow();
    }

    private Answer described(Question question, String view, Fit fit) throws SQLException {
        var sql = cut(session.text("SELECT pg_get_viewdef(('pg_temp.' || ?)::regclass)", view));
        var tree = SqlExpression.parse(grammar, sql);
        if (tree.isPresent()) {
            var foreign = foreign(tree.get(), question);
            if (foreign.isPresent()) {
                return new Answer.Refused(foreign.get());
            }
        }
        var columns =
                session.list("""
                SELECT DISTINCT a.attname FROM pg_rewrite r
                JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE r.ev_class = ('pg_temp.' || ?)::regclass AND d.refclassid = 'pg_class'::regclass
                AND d.refobjid = ?::regclass AND d.refobjsubid > 0 ORDER BY 1""", row -> row.getString(1), view, question.row().temporaryName());
        var volatility = VolatilityTrial.of(session, sql, question.row().temporaryName(), fit.type());
        var types = types(question.row());
        var total = fit.total()
                && tree.filter(node -> new Totality(types).holds(node)).isPresent();
        return new Answer.Accepted(
                new CheckedExpression(sql, columns, volatility, total ? Safety.TOTAL : Safety.MAY_FAIL));
    }

    private Map<String, String> types(Shape row) throws SQLException {
        return session
                .list("""
                        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                        WHERE attrelid = ?::regclass AND attnum > 0""", found -> Map.entry(found.getString(1), found.getString(2)), row.temporaryName())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the server takes and a row in a trigger cannot give. */
    private static Optional<Problem> foreign(Node tree, Question question) {
        for (var node : tree.all()) {
            if (node.is("SubLink")) {
                return Optional.of(question.problem(
                        "unsupported-expression", "a sub-select cannot be used", "Use the columns of the row."));
            }
            if (node.nodes("fields").stream().anyMatch(field -> field.is("A_Star"))) {
                return Optional.of(question.problem(
                        "unsupported-expression", "the row as a whole cannot be used", "Name its columns."));
            }
            var names = node.is("ColumnRef") ? node.names("fields") : List.<String>of();
            if (!names.isEmpty() && question.row().column(names.getLast()).isEmpty()) {
                return Optional.of(question.problem(
                        "unknown-column", "there is no column " + names.getLast(), "Use the columns of the row."));
            }
        }
        return Optional.empty();
    }

    /** The expression alone, between SELECT and the name of the result. */
    private static String cut(String definition) {
        var begin = definition.indexOf("SELECT") + "SELECT".length();
        return definition
                .substring(begin, definition.lastIndexOf(" AS " + RESULT))
                .strip();
    }

    private static Problem refusal(Question question, SQLException failure) {
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        var message = message(failure);
        return switch (state) {
            case "42703", "42P01" ->
                question.problem("unknown-column", message, "An expression sees the columns of its own table only.");
            case "42883" ->
                question.problem(
                        "unknown-function", message, "Write the schema before its name, and cast its arguments.");
            case "42704" -> question.problem("unknown-type", message, "Write the schema before its name.");
            case "42804" -> question.problem("wrong-type", message, "Cast the expression to the type of the column.");
            case "42803", "42P20", "0A000" ->
                question.problem("unsupported-expression", message, "Use the columns of the row.");
            default -> question.problem("invalid-expression", message, "Correct the expression.");
        };
    }

    /** The server's words, without its names for our temporary objects. */
    static String message(SQLException failure) {
        var text = Optional.ofNullable(failure.getMessage()).orElse("refused by the server");
        var first = text.lines().findFirst().orElse(text);
        return first.replaceFirst("^ERROR: ", "").replace("column \"c\" is of type", "the column is of type");
    }
}
