package dev.bellows.testkit.traffic;

/** A statement that failed. */
public record Failure(String version, Op op, String state, String message, String during) {
    @Override
    public String toString() {
        return "%s %s: [%s] %s (during %s)".formatted(version, op, state, message, during);
    }
}
