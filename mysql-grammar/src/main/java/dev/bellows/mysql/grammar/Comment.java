package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

/**
 * A comment, which includes optimizer hints and versioned comments that the server would not run.
 *
 * @param end exclusive; the end of the line is no part of a comment
 * @param text as written, with its marks
 */
public record Comment(int start, int end, String text, Kind kind) {
    /** How a comment is marked: {@code #} and {@code --} up to the end of the line, or a pair of marks. */
    public enum Kind {
        LINE,
        BLOCK
    }

    public Comment {
        requireNonNull(text);
        requireNonNull(kind);
    }

    /** The text without its marks and the blanks around it. */
    public String content() {
        return switch (kind) {
            case LINE -> text.substring(text.startsWith("#") ? 1 : 2).strip();
            case BLOCK -> text.substring(2, text.length() - 2).strip();
        };
    }
}
