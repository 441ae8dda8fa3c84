package dev.bellows.cli.text;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import java.util.List;

/** Problems of a migration file: each with its place, its source line, and what to do. */
public final class ProblemText {
    private ProblemText() {}

    /**
     * All problems, in the order in which they were found.
     *
     * @param file as the user named it
     * @param source the text of the file
     */
    public static String of(List<Problem> problems, String file, String source, Paint paint) {
        var lines = source.split("\r\n|\n", -1);
        var out = new Block();
        for (var problem : problems) {
            var place = problem.position().map(position -> ":" + position).orElse("");
            out.line(paint.strong(file + place + ":") + " " + paint.bad(problem.message()) + " "
                    + paint.faint("[" + problem.code() + "]"));
            problem.position().ifPresent(position -> quote(out, position, lines, paint));
            out.labelled("  ", "->", 3, Block.wrapped(problem.remedy(), 95)).blank();
        }
        return out.toString();
    }

    private static void quote(Block out, SourcePosition position, String[] lines, Paint paint) {
        if (position.line() > lines.length) {
            return;
        }
        var line = lines[position.line() - 1];
        var number = Integer.toString(position.line());
        out.line("  %s | %s".formatted(number, line));
        var before = line.substring(0, Math.min(position.column() - 1, line.length()));
        out.line("  %s | %s%s".formatted(" ".repeat(number.length()), blank(before), paint.bad("^")));
    }

    /** As wide as the text: tabs stay tabs, and a surrogate pair is one place. */
    private static String blank(String text) {
        var blank = new StringBuilder();
        text.codePoints().forEach(point -> blank.append(point == '\t' ? '\t' : ' '));
        return blank.toString();
    }
}
