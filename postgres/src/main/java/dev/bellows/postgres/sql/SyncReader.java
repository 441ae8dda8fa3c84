package dev.bellows.postgres.sql;

import dev.bellows.migration.text.DirectiveReader.Sync;
import dev.bellows.migration.text.Problems;
import dev.bellows.migration.text.SourceText;
import dev.bellows.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads {@code table.column = expression} of a directive. */
final class SyncReader {
    private final Parsing parsing;
    private final Problems problems;
    private final TokenCheck names;

    SyncReader(Parsing parsing, Problems problems, TokenCheck names) {
        this.parsing = parsing;
        this.problems = problems;
        this.names = names;
    }

    /** Looks at the names in a text. */
    @FunctionalInterface
    interface TokenCheck {
        void look(SourceText text, List<Token> tokens);
    }

    Optional<Sync> read(SourceText text, int from) {
        var scanned = parsing.scan(blanked(text, from));
        if (scanned.isEmpty()) {
            var start = Math.max(from, text.text().indexOf('=') + 1);
            parsing.reportUnreadable(text.wrapped("SELECT (", start, text.text().length(), ")"), problems);
            return Optional.empty();
        }
        names.look(text, scanned.get());
        var tokens = new Tokens(text, scanned.get());
        var equals = 0;
        while (equals < tokens.size() && !tokens.get(equals).isSymbol("=")) {
            equals++;
        }
        var target = tokens.slice(0, equals);
        if (!isTarget(target) || equals == tokens.size()) {
            return malformed(
                    text,
                    tokens.isEmpty() ? from : tokens.first().start(),
                    "a table, a column and = are expected",
                    "Write table.column = expression.");
        }
        var expression = tokens.from(equals + 1);
        if (!isExpression(text, tokens.get(equals), expression)) {
            return Optional.empty();
        }
        var schema = target.size() == 5 ? target.first().name() : Context.DEFAULT_SCHEMA;
        var table = target.get(target.size() - 3).name();
        return Optional.of(new Sync(
                new TableName(schema, table), target.get(target.size() - 1).name(), expression.text()));
    }

    /** The same text with the directive's name as blanks, so that offsets stay. */
    private static SourceText blanked(SourceText text, int from) {
        var places =
                IntStream.rangeClosed(0, text.text().length()).map(text::place).toArray();
        return text.derived(" ".repeat(from) + text.text().substring(from), places);
    }

    private static boolean isTarget(Tokens target) {
        if (target.size() != 3 && target.size() != 5) {
            return false;
        }
        for (var index = 0; index < target.size(); index++) {
            var token = target.get(index);
            if (index % 2 == 0 ? !isPlainName(token) : !token.isSymbol(".")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainName(Token token) {
        return token.isName()
                && !token.text().regionMatches(true, 0, "U&\"", 0, 3)
                && !token.name().isEmpty();
    }

    private boolean isExpression(SourceText text, Token equals, Tokens expression) {
        if (expression.isEmpty()
                || !expression.isBalanced()
                || expression.split(",").size() > 1) {
            malformed(text, equals.end() - 1, "one expression is expected after =", "Write table.column = expression.");
            return false;
        }
        var last = expression.get(expression.size() - 1);
        var select = text.wrapped("SELECT (", expression.first().start(), last.end(), ")");
        var statements = parsing.statements(select, List.of(), problems);
        if (statements.isEmpty()) {
            return false;
        }
        var before = problems.list().size();
        Context.of(select, problems).checkExpression(statements.get().getFirst().node());
        return problems.list().size() == before;
    }

    private <T> Optional<T> malformed(SourceText text, int at, String message, String remedy) {
        problems.add(text.position(at), "malformed-directive", message, remedy);
        return Optional.empty();
    }
}
