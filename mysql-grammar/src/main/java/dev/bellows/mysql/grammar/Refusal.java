package dev.bellows.mysql.grammar;

/** Ends the reading of a piece. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SyntaxError error;

    Refusal(SyntaxError error) {
        super(error.message(), null, false, false); // an answer about a text: its stack tells nothing
        this.error = error;
    }

    SyntaxError error() {
        return error;
    }
}
