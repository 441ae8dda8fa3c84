package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

/**
 * Why a statement is refused. The words are ours, not the server's.
 *
 * @param offset where in the text, an index into the Java string; the length of the text if it ends too early
 */
public record SyntaxError(int offset, String message) {
    public SyntaxError {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset);
        }
        requireNonNull(message);
    }
}
