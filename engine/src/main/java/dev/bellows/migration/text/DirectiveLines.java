package dev.bellows.migration.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds directives among the comments. A directive is a line comment that begins with a mark; one that begins with the mark
 * and at least two blanks goes on with the directive of the line above.
 */
final class DirectiveLines {
    private final SourceText source;
    private final String mark;

    /** Finds directives with this mark, such as {@code --!}. */
    DirectiveLines(SourceText source, String mark) {
        this.source = source;
        this.mark = mark;
    }

    /** The text of each directive, without its marks. */
    List<SourceText> in(List<LineComment> comments, Problems problems) {
        var found = new ArrayList<SourceText>();
        var lines = new ArrayList<LineComment>();
        for (var comment : comments) {
            if (!text(comment).startsWith(mark)) {
                continue;
            }
            if (!continues(comment)) {
                finish(lines, found);
            } else if (lines.isEmpty() || !follows(lines.getLast(), comment)) {
                problems.add(
                        source.position(comment.start()),
                        "malformed-directive",
                        "the line goes on with a directive, but there is none on the line above",
                        "Begin a directive with %s and one blank.".formatted(mark));
                continue;
            }
            lines.add(comment);
        }
        finish(lines, found);
        return found;
    }

    private String text(LineComment comment) {
        return source.text(comment.start(), comment.end());
    }

    private boolean continues(LineComment comment) {
        var body = text(comment).substring(mark.length());
        return body.startsWith("\t") || (body.startsWith("  ") && !body.isBlank());
    }

    private boolean follows(LineComment above, LineComment below) {
        var between = source.text(above.end(), below.start());
        return between.isBlank() && between.indexOf('\n') == between.lastIndexOf('\n');
    }

    private void finish(List<LineComment> lines, List<SourceText> found) {
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

    private int bodyStart(LineComment line) {
        var body = text(line).substring(mark.length());
        return line.end() - body.stripLeading().length();
    }
}
