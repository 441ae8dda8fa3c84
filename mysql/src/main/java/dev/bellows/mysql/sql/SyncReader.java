package dev.bellows.mysql.sql;

import dev.bellows.migration.text.DirectiveReader.Sync;
import dev.bellows.migration.text.Problems;
import dev.bellows.migration.text.SourceText;
import dev.bellows.mysql.grammar.MysqlGrammar;
import dev.bellows.mysql.grammar.Node;
import dev.bellows.mysql.grammar.Statement;
import dev.bellows.schema.TableName;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code table.column = expression} of a directive. */
final class SyncReader {
    private static final String SELECT = "SELECT ";
    private static final String ONE_EXPRESSION = "one expression is expected after =";
    private static final String NAME = "(?:`(?:[^`]|``)+`|[\\w$\\x{80}-\\x{ffff}]+)";
    private static final Pattern TARGET =
            Pattern.compile("\\s*(%1$s(?:\\s*\\.\\s*%1$s){1,2})\\s*=(?!=)\\s*".formatted(NAME));
    private static final Pattern PART = Pattern.compile(NAME);

    private final MysqlGrammar grammar;
    private final String database;
    private final Problems problems;

    SyncReader(MysqlGrammar grammar, String database, Problems problems) {
        this.grammar = grammar;
        this.database = database;
        this.problems = problems;
    }

    Optional<Sync> read(SourceText text, int from) {
        var target = TARGET.matcher(text.text()).region(from, text.text().length());
        if (!target.lookingAt()) {
            var blanks = text.text().substring(from).length()
                    - text.text().substring(from).stripLeading().length();
            return malformed(text, from + blanks, "a table, a column and = are expected");
        }
        var expression = expression(text, target.end());
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        var part = PART.matcher(target.group(1));
        while (part.find()) {
            names.add(Names.unquoted(part.group()));
        }
        var schema = names.size() == 3 ? names.getFirst() : database;
        return Optional.of(
                new Sync(new TableName(schema, names.get(names.size() - 2)), names.getLast(), expression.get()));
    }

    /** The one expression from a place to the end, without comments behind it. */
    private Optional<String> expression(SourceText text, int start) {
        var select = text.wrapped(SELECT + "(", start, text.text().length(), "\n)"); // a comment may end the last line
        var script = grammar.parse(select.text());
        var statement = script.statements().size() == 1 ? script.statements().getFirst() : null;
        return switch (statement) {
            case null -> malformed(text, start, ONE_EXPRESSION);
            case Statement.Broken broken
            when text.text().substring(start).isBlank() -> malformed(text, broken.start() + start, ONE_EXPRESSION);
            case Statement.Broken broken -> {
                problems.add(
                        select.position(broken.error().offset()),
                        "syntax-error",
                        broken.error().message(),
                        "Correct the SQL.");
                yield Optional.empty();
            }
            case Statement.Understood understood -> {
                var operand = understood.tree().first("selectElements").orElse(understood.tree());
                var inner = inOnePair(operand, select.text().length());
                if (inner.isEmpty()) {
                    yield malformed(text, start, ONE_EXPRESSION);
                }
                var before = problems.list().size();
                ExpressionCheck.check(new Context(script, select, database, problems), operand);
                yield problems.list().size() > before ? Optional.empty() : inner.map(script::text);
            }
        };
    }

    /** The parentheses that were put around are one pair, and there is one expression in it. */
    private static Optional<Node> inOnePair(Node.Rule operand, int end) {
        return operand.first("nestedExpressionAtom")
                .filter(nested -> nested.start() == SELECT.length() && nested.end() == end)
                .filter(nested -> nested.children().size() == 3)
                .map(nested -> nested.children().get(1));
    }

    private <T> Optional<T> malformed(SourceText text, int at, String message) {
        problems.add(text.position(at), "malformed-directive", message, "Write table.column = expression.");
        return Optional.empty();
    }
}
