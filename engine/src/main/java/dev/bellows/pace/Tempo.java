package dev.bellows.pace;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How time passes for a run: everything that measures, waits or rolls dice gets it from here. What time it is, is
 * always asked of the database.
 *
 * @param nanos a monotonic clock
 * @param pause how to wait
 * @param random the jitter between attempts
 */
public record Tempo(LongSupplier nanos, Pause pause, RandomGenerator random) {

    public Duration since(long start) {
        return Duration.ofNanos(nanos.getAsLong() - start);
    }

    public long now() {
        return nanos.getAsLong();
    }

    /** Waits before the next attempt: doubles from {@code first} to {@code most}, half to one and a half of it. */
    public void backOff(int attempt, Duration first, Duration most) throws InterruptedException {
        var doubled = first.toMillis() << Math.clamp(attempt, 0, 20);
        var base = Math.min(doubled, most.toMillis());
        pause.lasting(Duration.ofMillis(base / 2 + (long) (random.nextDouble() * base)));
    }
}
