package dev.bellows.testkit.traffic;

/**
 * A column that a version of the application writes and reads.
 *
 * @param name as it stands in SQL
 * @param type what its parameters are cast to
 */
public record Field(String name, String type) {}
