package dev.bellows.plan;

import java.time.Duration;

/**
 * What a step is expected to cost, from the size of the table.
 *
 * @param rows rows read or written; 0 for a change of the catalogue
 * @param bytes bytes read or written
 * @param time at the rates measured in {@code bench}; a rough figure
 */
public record Estimate(long rows, long bytes, Duration time) {
    /** A change of the catalogue. */
    public static final Estimate CATALOGUE = new Estimate(0, 0, Duration.ofMillis(10));
}
