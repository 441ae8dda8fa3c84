package dev.bellows.backfill;

import java.time.Duration;

/** How large the next chunk is: grows at most twofold, shrinks at once. */
final class ChunkSize {
    private static final double MOST_GROWTH = 2;

    private final long most;
    private long current;

    ChunkSize(long first, long most) {
        this.current = first;
        this.most = most;
    }

    long current() {
        return current;
    }

    /** A chunk of the current size took this long. */
    void took(Duration time, Duration target) {
        double ratio = (double) target.toNanos() / Math.max(1, time.toNanos());
        if (ratio >= 1) {
            var grown = Math.max(current + 1, (long) (current * Math.min(MOST_GROWTH, ratio)));
            current = Math.min(most, grown);
        } else {
            current = Math.max(1, (long) (current * ratio));
        }
    }

    /** A chunk of this size failed: try half of it. */
    void failed(long units) {
        current = Math.max(1, Math.min(current, units) / 2);
    }
}
