package dev.bellows.postgres.sql;

import java.util.Locale;

/**
 * A token of the server's scanner, as chars of the text.
 *
 * @param start of its first char
 * @param end after its last char
 * @param text as written
 * @param kind what sort of token it is
 */
record Token(int start, int end, String text, Kind kind) {

    /** Sorts of tokens; a keyword that is not reserved can also be a name. */
    enum Kind {
        COMMENT,
        LINE_COMMENT,
        KEYWORD,
        NAME,
        OTHER
    }

    boolean isKeyword(String word) {
        return kind == Kind.KEYWORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.OTHER && text.equals(symbol);
    }

    boolean isComment() {
        return kind == Kind.COMMENT || kind == Kind.LINE_COMMENT;
    }

    /** Whether it can stand for a name. */
    boolean isName() {
        return kind == Kind.NAME || kind == Kind.KEYWORD;
    }

    /** The name as the server stores it, before it is cut to its greatest length. */
    String name() {
        if (text.startsWith("\"")) {
            return text.substring(1, text.length() - 1).replace("\"\"", "\"");
        }
        return text.chars().allMatch(c -> c < 0x80) ? text.toLowerCase(Locale.ROOT) : lowerAscii(text);
    }

    private static String lowerAscii(String text) {
        var lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return lower.toString();
    }
}
