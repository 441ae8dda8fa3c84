package dev.bellows.testkit.traffic;

import java.time.Duration;

/**
 * A statement that took long.
 *
 * @param begun on the clock of {@link System#nanoTime}
 */
public record Stall(String version, Op op, long begun, Duration took) {}
