package dev.bellows.cli.text;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import java.util.List;

/** Problems of a migration file: each with its place, its source line, and what to do. */
public final class ProblemText {
    /** The most of a source line that is shown: a file may be one line of a megabyte. */
    private static final int WIDTH = 120;

    private static final int BEFORE = 80;
    private static final String CUT = "…";

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
        var at = Math.min(position.column() - 1, line.length());
        var from = at <= BEFORE ? 0 : boundary(line, at - BEFORE / 2);
        var to = line.length() - from <= WIDTH ? line.length() : boundary(line, from + WIDTH);
        var cutBefore = from > 0 ? CUT : "";
        out.line("  %s | %s%s%s".formatted(number, cutBefore, line.substring(from, to), to < line.length() ? CUT : ""));
        var before = cutBefore + line.substring(from, at);
        out.line("  %s | %s%s".formatted(" ".repeat(number.length()), blank(before), paint.bad("^")));
    }

    /** Not in the middle of a surrogate pair. */
    private static int boundary(String line, int index) {
        return Character.isLowSurrogate(line.charAt(index)) ? index - 1 : index;
    }

    /** As wide as the text: tabs stay tabs, and a surrogate pair is one place. */
    private static String blank(String text) {
        var blank = new StringBuilder();
        text.codePoints().forEach(point -> blank.append(point == '\t' ? '\t' : ' '));
        return blank.toString();
    }
}
