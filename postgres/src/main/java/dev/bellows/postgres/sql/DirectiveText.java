package dev.bellows.postgres.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds directives among the comments. A directive is a line comment that begins with {@code --!}; one that begins with
 * {@code --!} and at least two blanks goes on with the directive of the line above.
 */
final class DirectiveText {
    private static final String MARK = "--!";

    private DirectiveText() {}

    /** The text of each directive, without its marks. */
    static List<Source> in(Source source, List<Token> tokens, Problems problems) {
        var found = new ArrayList<Source>();
        var lines = new ArrayList<Token>();
        for (var token : tokens) {
            if (token.kind() != Token.Kind.LINE_COMMENT || !token.text().startsWith(MARK)) {
                continue;
            }
            if (!continues(token)) {
                finish(source, lines, found);
            } else if (lines.isEmpty() || !follows(source, lines.getLast(), token)) {
                problems.add(
                        source.position(token.start()),
                        "malformed-directive",
                        "the line goes on with a directive, but there is none on the line above",
                        "Begin a directive with --! and one blank.");
                continue;
            }
            lines.add(token);
        }
        finish(source, lines, found);
        return found;
    }

    private static boolean continues(Token token) {
        var body = token.text().substring(MARK.length());
        return body.startsWith("\t") || (body.startsWith("  ") && !body.isBlank());
    }

    private static boolean follows(Source source, Token above, Token token) {
        var between = source.text(above.end(), token.start());
        return between.isBlank() && between.indexOf('\n') == between.lastIndexOf('\n');
    }

    private static void finish(Source source, List<Token> lines, List<Source> found) {
        if (lines.isEmpty()) {
            return;
        }
        var text = new StringBuilder();
        var places = IntStream.builder();
        for (var line : lines) {
            if (!text.isEmpty()) {
                text.append('\n');
                places.add(line.start());
            }
            var start = bodyStart(line);
            text.append(source.text(start, line.end()));
            IntStream.range(start, line.end()).forEach(places::add);
        }
        places.add(lines.getLast().end());
        found.add(source.derived(text.toString(), places.build().toArray()));
        lines.clear();
    }

    private static int bodyStart(Token line) {
        var body = line.text().substring(MARK.length());
        return line.end() - body.stripLeading().length();
    }
}
