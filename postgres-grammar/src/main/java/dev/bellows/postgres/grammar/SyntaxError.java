package dev.bellows.postgres.grammar;

import static java.util.Objects.requireNonNull;

/** PostgreSQL's parser refuses a text. The message is the server's own, word for word. */
public final class SyntaxError extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int position;

    SyntaxError(String reason, int position) {
        super(requireNonNull(reason), null, false, false); // an answer about a text: its stack tells nothing
        if (position < 0) {
            throw new IllegalArgumentException("position: " + position);
        }
        this.reason = reason;
        this.position = position;
    }

    /** What PostgreSQL says, without the leading {@code ERROR:}. */
    public String message() {
        return reason;
    }

    /**
     * Where in the text: 1 for its first {@code char}, so {@code position() - 1} is an index into the Java string; 0 if
     * PostgreSQL names no place. (The server counts code points; surrogate pairs are already accounted for here.)
     */
    public int position() {
        return position;
    }
}
