package dev.bellows.mysql.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into statements as the servers' command-line clients do, and tells code from comments as the server does.
 *
 * <p>Quotes follow the default {@code sql_mode}: a backslash escapes, both kinds of quotes may be doubled. A versioned
 * comment that the server runs ends at the next mark of an end, however many marks of a start it contains; one that it
 * does not run may contain other comments.
 */
final class Splitter {
    private static final String COMMAND = "delimiter";

    private final String text;
    private final Versions versions;
    private final char[] code;
    private final List<Pieces.Piece> pieces = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private String delimiter = ";";
    private int at;

    /** Of the piece that is being read: its first character, one after its last, and whether code is among them. */
    private int start = -1;

    private int end;
    private boolean hasCode;

    /** Where a versioned comment whose content is code was opened. */
    private int mark = -1;

    private @Nullable SyntaxError error;

    private Splitter(String text, Versions versions) {
        this.text = text;
        this.versions = versions;
        this.code = text.toCharArray();
    }

    static Pieces split(String text, Versions versions) {
        return new Splitter(text, versions).split();
    }

    private Pieces split() {
        if (text.startsWith("\uFEFF")) {
            blank(0, 1); // a byte order mark, which the clients skip
            at = 1;
        }
        while (at < text.length()) {
            step();
        }
        finish();
        return new Pieces(String.valueOf(code), pieces, comments);
    }

    private void step() {
        if (start < 0 && isDelimiterCommand()) {
            changeDelimiter();
        } else if (text.startsWith(delimiter, at)) {
            finish();
            at += delimiter.length();
        } else {
            switch (text.charAt(at)) {
                case '\'', '"', '`' -> quoted(text.charAt(at));
                case '#' -> lineComment();
                case '-' -> dash();
                case '/' -> slash();
                case '*' -> star();
                default -> take(1);
            }
        }
    }

    private void dash() {
        boolean comment = text.startsWith("--", at)
                && (at + 2 == text.length()
                        || Character.isISOControl(text.charAt(at + 2))
                        || text.charAt(at + 2) == ' ');
        if (comment) {
            lineComment();
        } else {
            take(1);
        }
    }

    private void slash() {
        if (!text.startsWith("/*", at)) {
            take(1);
            return;
        }
        var open = versions.codeMark(text, at);
        if (open.isEmpty()) {
            blockComment();
        } else {
            if (mark < 0) {
                mark = at;
            }
            takeMark(open.getAsInt());
        }
    }

    private void star() {
        if (mark >= 0 && text.startsWith("*/", at)) {
            mark = -1;
            takeMark(2);
        } else {
            take(1);
        }
    }

    private void quoted(char quote) {
        int close = at + 1;
        while (close < text.length()) {
            char c = text.charAt(close);
            if (c == '\\' && quote != '`') {
                close += 2;
            } else if (c != quote) {
                close++;
            } else if (text.startsWith(String.valueOf(quote), close + 1)) {
                close += 2;
            } else {
                take(close + 1 - at);
                return;
            }
        }
        takeUnclosed("the quote " + quote + " is not closed");
    }

    private void lineComment() {
        int close = at;
        while (close < text.length() && text.charAt(close) != '\n' && text.charAt(close) != '\r') {
            close++;
        }
        comment(close, Comment.Kind.LINE);
    }

    private void blockComment() {
        int close = text.indexOf("*/", at + 2);
        if (text.startsWith("/*!", at) || versions.flavour() == Flavour.MARIADB && text.startsWith("/*M!", at)) {
            int inner = text.indexOf("/*", at + 2);
            while (inner >= 0 && close >= 0 && inner < close) {
                int after = text.indexOf("*/", inner + 2) + 2;
                inner = after < 2 ? -1 : text.indexOf("/*", after);
                close = after < 2 ? -1 : text.indexOf("*/", after);
            }
        }
        if (close < 0) {
            takeUnclosed("the comment is not closed");
        } else {
            comment(close + 2, Comment.Kind.BLOCK);
        }
    }

    private void comment(int close, Comment.Kind kind) {
        comments.add(new Comment(at, close, text.substring(at, close), kind));
        blank(at, close);
        at = close;
    }

    /** Takes characters as code; blanks do not begin a piece. */
    private void take(int length) {
        char c = text.charAt(at);
        if (c == ' ' || c >= '\t' && c <= '\r') {
            blank(at, at + 1);
        } else {
            extend(at + length);
            hasCode = true;
        }
        at += length;
    }

    private void takeMark(int length) {
        blank(at, at + length);
        extend(at + length);
        at += length;
    }

    private void takeUnclosed(String message) {
        refuse(at, message);
        extend(text.length());
        at = text.length();
    }

    private void extend(int close) {
        if (start < 0) {
            start = at;
        }
        end = close;
    }

    private void refuse(int offset, String message) {
        if (error == null) {
            error = new SyntaxError(offset, message);
        }
    }

    private void finish() {
        if (mark >= 0) {
            refuse(mark, "the versioned comment is not closed before the statement ends");
        }
        if (hasCode || error != null) {
            pieces.add(new Pieces.Piece(start, end, Optional.ofNullable(error)));
        }
        start = -1;
        hasCode = false;
        mark = -1;
        error = null;
    }

    private void blank(int from, int to) {
        for (int i = from; i < to; i++) {
            code[i] = ' ';
        }
    }

    private boolean isDelimiterCommand() {
        int after = at + COMMAND.length();
        return text.regionMatches(true, at, COMMAND, 0, COMMAND.length())
                && (after == text.length() || text.charAt(after) <= ' ');
    }

    private void changeDelimiter() {
        int line = at;
        while (line < text.length() && text.charAt(line) != '\n' && text.charAt(line) != '\r') {
            line++;
        }
        String word = text.substring(at + COMMAND.length(), line).strip().split("\\s", 2)[0];
        if (word.isEmpty() || word.contains("\\")) {
            refuse(at, word.isEmpty() ? "DELIMITER names no delimiter" : "a delimiter cannot contain a backslash");
            extend(line);
            finish();
        } else {
            delimiter = word;
        }
        at = line;
    }
}
