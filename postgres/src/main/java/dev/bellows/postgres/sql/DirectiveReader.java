package dev.bellows.postgres.sql;

import dev.bellows.migration.Directive;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads one directive; what it cannot read becomes a problem. */
final class DirectiveReader {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z-]*");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern ALLOW = Pattern.compile("(\\S+)\\s+because\\s+(\\S.*)", Pattern.DOTALL);

    private final Parsing parsing;
    private final Problems problems;

    DirectiveReader(Parsing parsing, Problems problems) {
        this.parsing = parsing;
        this.problems = problems;
    }

    /** The directive; its tokens are shown to the consumer where it contains SQL. */
    Optional<Directive> read(Source text, Consumer<List<Token>> names) {
        var word = WORD.matcher(text.text());
        if (!word.lookingAt()) {
            return malformed(text, 0, "the directive has no name", "Write --! and the name of a directive.");
        }
        var rest = text.text().substring(word.end());
        if (!rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) {
            return unknown(text, text.text().split("\\s", 2)[0]);
        }
        var position = text.position(0);
        return switch (word.group().toLowerCase(Locale.ROOT)) {
            case "up" ->
                sync(text, word.end(), names)
                        .map(sync -> new Directive.Up(sync.table(), sync.column(), sync.expression(), position));
            case "down" ->
                sync(text, word.end(), names)
                        .map(sync -> new Directive.Down(sync.table(), sync.column(), sync.expression(), position));
            case "retain" -> duration(text, rest).map(time -> new Directive.Retain(time, position));
            case "soak" -> duration(text, rest).map(time -> new Directive.Soak(time, position));
            case "lock-timeout" -> lockTimeout(text, rest);
            case "allow" -> allow(text, rest);
            default -> unknown(text, word.group());
        };
    }

    private record Sync(TableName table, String column, String expression) {}

    private Optional<Sync> sync(Source text, int from, Consumer<List<Token>> names) {
        var scanned = parsing.scan(blanked(text, from));
        if (scanned.isEmpty()) {
            var start = Math.max(from, text.text().indexOf('=') + 1);
            parsing.reportUnreadable(text.wrapped("SELECT (", start, text.text().length(), ")"), problems);
            return Optional.empty();
        }
        names.accept(scanned.get());
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
    private static Source blanked(Source text, int from) {
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

    private boolean isExpression(Source text, Token equals, Tokens expression) {
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
        new Context(select, problems)
                .checkExpression(statements.get().getFirst().node());
        return problems.list().size() == before;
    }

    private Optional<Directive> lockTimeout(Source text, String rest) {
        var time = duration(text, rest);
        if (time.filter(Duration::isZero).isPresent()) {
            return malformed(text, 0, "a lock timeout of zero would wait without end", "Write a time, such as 100ms.");
        }
        return time.map(value -> new Directive.LockTimeout(value, text.position(0)));
    }

    private Optional<Duration> duration(Source text, String rest) {
        Matcher matcher = DURATION.matcher(rest.strip());
        if (!matcher.matches()) {
            return malformed(
                    text,
                    text.text().length() - rest.stripLeading().length(),
                    "a time is expected",
                    "Write a number and ms, s, m, h or d, such as 7d.");
        }
        var count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }

    private Optional<Directive> allow(Source text, String rest) {
        var matcher = ALLOW.matcher(rest.strip());
        if (!matcher.matches()) {
            return malformed(text, 0, "an allowance names a rule and a reason", "Write allow RULE because reason.");
        }
        var reason = matcher.group(2).replaceAll("\\s+", " ").strip();
        return Optional.of(new Directive.Allow(matcher.group(1), reason, text.position(0)));
    }

    private Optional<Directive> unknown(Source text, String name) {
        problems.add(
                text.position(0),
                "unknown-directive",
                "there is no directive " + name,
                "The directives are up, down, retain, soak, lock-timeout and allow.");
        return Optional.empty();
    }

    private <T> Optional<T> malformed(Source text, int at, String message, String remedy) {
        problems.add(text.position(at), "malformed-directive", message, remedy);
        return Optional.empty();
    }
}
