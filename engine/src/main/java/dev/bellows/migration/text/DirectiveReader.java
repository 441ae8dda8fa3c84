package dev.bellows.migration.text;

import dev.bellows.migration.Directive;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads directives; what it cannot read becomes a problem. The SQL in them is left to the dialect. */
public final class DirectiveReader {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z-]*");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern ALLOW = Pattern.compile("(\\S+)\\s+because\\s+(\\S.*)", Pattern.DOTALL);

    private final SyncReader syncs;
    private final String mark;
    private final Problems problems;

    /** Reads {@code table.column = expression}. */
    @FunctionalInterface
    public interface SyncReader {
        /** What stands in a text from an offset on; nothing where it is malformed, which has been reported then. */
        Optional<Sync> read(SourceText text, int from);
    }

    /** What a column is computed from. */
    public record Sync(TableName table, String column, String expression) {}

    /** Reads directives that begin with this mark. */
    public DirectiveReader(SyncReader syncs, String mark, Problems problems) {
        this.syncs = syncs;
        this.mark = mark;
        this.problems = problems;
    }

    /** The directives among the comments of a file, in its order; what cannot be read is reported. */
    public List<Directive> in(SourceText source, List<LineComment> comments) {
        return new DirectiveLines(source, mark)
                .in(comments, problems).stream()
                        .flatMap(text -> read(text).stream())
                        .toList();
    }

    private Optional<Directive> read(SourceText text) {
        var word = WORD.matcher(text.text());
        if (!word.lookingAt()) {
            return malformed(
                    text, 0, "the directive has no name", "Write %s and the name of a directive.".formatted(mark));
        }
        var rest = text.text().substring(word.end());
        if (!rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) {
            return unknown(text, text.text().split("\\s", 2)[0]);
        }
        var position = text.position(0);
        return switch (word.group().toLowerCase(Locale.ROOT)) {
            case "up" ->
                syncs.read(text, word.end())
                        .map(sync -> new Directive.Up(sync.table(), sync.column(), sync.expression(), position));
            case "down" ->
                syncs.read(text, word.end())
                        .map(sync -> new Directive.Down(sync.table(), sync.column(), sync.expression(), position));
            case "retain" -> duration(text, rest).map(time -> new Directive.Retain(time, position));
            case "soak" -> duration(text, rest).map(time -> new Directive.Soak(time, position));
            case "lock-timeout" -> lockTimeout(text, rest);
            case "allow" -> allow(text, rest);
            default -> unknown(text, word.group());
        };
    }

    private Optional<Directive> lockTimeout(SourceText text, String rest) {
        var time = duration(text, rest);
        if (time.filter(Duration::isZero).isPresent()) {
            return malformed(text, 0, "a lock timeout of zero would wait without end", "Write a time, such as 100ms.");
        }
        return time.map(value -> new Directive.LockTimeout(value, text.position(0)));
    }

    private Optional<Duration> duration(SourceText text, String rest) {
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

    private Optional<Directive> allow(SourceText text, String rest) {
        var matcher = ALLOW.matcher(rest.strip());
        if (!matcher.matches()) {
            return malformed(text, 0, "an allowance names a rule and a reason", "Write allow RULE because reason.");
        }
        var reason = matcher.group(2).replaceAll("\\s+", " ").strip();
        return Optional.of(new Directive.Allow(matcher.group(1), reason, text.position(0)));
    }

    private Optional<Directive> unknown(SourceText text, String name) {
        problems.add(
                text.position(0),
                "unknown-directive",
                "there is no directive " + name,
                "The directives are up, down, retain, soak, lock-timeout and allow.");
        return Optional.empty();
    }

    private <T> Optional<T> malformed(SourceText text, int at, String message, String remedy) {
        problems.add(text.position(at), "malformed-directive", message, remedy);
        return Optional.empty();
    }
}
