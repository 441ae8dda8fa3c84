package dev.bellows.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page of the documentation as what is done on it, in its order.
 *
 * <p>A fenced {@code sql} block, or an HTML comment, does something when its first line says so: {@code -- setup} runs
 * the rest as the owner of the schema; {@code -- V42__x.sql} is that migration, which must plan without a problem;
 * {@code -- V42__x.sql refused: code} is one that must be refused with that code. A fenced {@code console} block is a
 * session. A comment that begins with {@code setup} holds commands that must succeed.
 */
record Page(Path path, List<Piece> pieces) {
    private static final Pattern MIGRATION = Pattern.compile("-- (\\S+\\.sql)(?: refused: (\\S+))?");

    Page {
        pieces = List.copyOf(pieces);
    }

    /** What a page says or does. */
    sealed interface Piece {
        List<String> lines();
    }

    record Prose(List<String> lines) implements Piece {}

    record Setup(List<String> lines, String sql) implements Piece {}

    record Before(List<String> lines, List<String> commands) implements Piece {}

    record Migration(List<String> lines, String name, String sql, Optional<String> refused) implements Piece {}

    record Console(List<String> lines, List<Exchange> exchanges) implements Piece {}

    /** A command, and what the page says it answers. */
    record Exchange(String command, List<String> answer) {}

    static Page read(Path path) throws IOException {
        var lines = Files.readAllLines(path);
        var pieces = new ArrayList<Piece>();
        for (var at = 0; at < lines.size(); ) {
            var line = lines.get(at);
            var end = at + 1;
            if (line.startsWith("```") || line.startsWith("<!--")) {
                var close = line.startsWith("```") ? "```" : "-->";
                while (!lines.get(end).equals(close)) {
                    end++;
                }
                end++;
            }
            pieces.add(piece(lines.subList(at, end)));
            at = end;
        }
        return new Page(path, pieces);
    }

    private static Piece piece(List<String> lines) {
        var opening = lines.getFirst();
        if (lines.size() < 3) {
            return new Prose(lines);
        }
        var inner = lines.subList(1, lines.size() - 1);
        return switch (opening) {
            case "```console" -> new Console(lines, exchanges(inner));
            case "<!-- setup" -> new Before(lines, inner);
            case "```sql", "<!--" -> sql(lines, inner);
            default -> new Prose(lines);
        };
    }

    private static Piece sql(List<String> lines, List<String> inner) {
        var first = inner.getFirst();
        var text = String.join("\n", inner) + "\n";
        if (first.equals("-- setup")) {
            return new Setup(lines, text);
        }
        var migration = MIGRATION.matcher(first);
        return migration.matches()
                ? new Migration(lines, migration.group(1), text, Optional.ofNullable(migration.group(2)))
                : new Prose(lines);
    }

    private static List<Exchange> exchanges(List<String> lines) {
        var exchanges = new ArrayList<Exchange>();
        for (var line : lines) {
            if (line.startsWith("$ ")) {
                exchanges.add(new Exchange(line.substring(2), new ArrayList<>()));
            } else if (exchanges.isEmpty()) {
                throw new IllegalArgumentException("an answer without a command: " + line);
            } else {
                exchanges.getLast().answer().add(line);
            }
        }
        return exchanges;
    }
}
