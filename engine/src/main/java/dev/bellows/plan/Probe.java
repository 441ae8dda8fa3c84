package dev.bellows.plan;

/**
 * A read-only question to the catalogue: did this happen? Its query gives one row with one word: {@code done},
 * {@code absent} or {@code partial} (left half made; the step's cleanup is run before it is tried again).
 */
public record Probe(SqlStatement query) {
    /** The answers a probe can give. */
    public enum Answer {
        DONE,
        ABSENT,
        PARTIAL
    }
}
