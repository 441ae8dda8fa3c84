package dev.bellows.dialect;

/** What a failed statement means for what to do next. Only a dialect reads SQLSTATE. */
public sealed interface Fault {

    /** The server's message, for people. */
    String message();

    /** Nothing happened; the same may succeed later (lock not available, deadlock, cancelled by a timeout). */
    record Retryable(String message) implements Fault {}

    /** Nothing happened and it will not succeed (a constraint is violated, a privilege is missing). */
    record Permanent(String message) implements Fault {}

    /** A value in the data made it fail: the chunk can be split to find the row. */
    record BadData(String message) implements Fault {}

    /** The connection was lost: it may or may not have happened. Ask the server. */
    record Ambiguous(String message) implements Fault {}
}
