package dev.bellows.testkit.traffic;

/**
 * A column that a version of the application writes and reads.
 *
 * @param name as it stands in SQL
 * @param type what its parameters are cast to
 * @param comparison whether it is part of the value
 */
public record Field(String name, String type, Comparison comparison) {
    /** Whether a column is part of the value that both versions know. */
    public enum Comparison {
        COMPARED,
        /** Only this version writes it, so that its content is no business of the other one. */
        WRITTEN
    }
}
