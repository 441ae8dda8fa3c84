package dev.bellows.plan;

import java.time.Duration;

/**
 * What a plan takes from configuration; a directive in the file overrides it.
 *
 * @param lockTimeout the longest wait for a lock of one attempt; a plan has no more than {@link #STALL_BUDGET}
 * @param chunk the time that a chunk aims at
 * @param soak how long nobody may have written through the old shape before contract
 * @param retention how long the old shape is kept after contract
 */
public record PlanSettings(Duration lockTimeout, Duration chunk, Duration soak, Duration retention) {
    /** The longest that an attempt may keep a statement of the application waiting (design, promise 2). */
    public static final Duration STALL_BUDGET = Duration.ofMillis(250);

    /** 100 ms of lock wait leave room for the DDL itself in the 250 ms stall budget (design, promise 2). */
    public static final PlanSettings DEFAULT =
            new PlanSettings(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofHours(1), Duration.ofDays(7));
}
