package dev.bellows.testkit.traffic;

import java.time.Duration;

/** A histogram of durations with three percent of error, from a microsecond to hours. One thread. */
public final class Latencies {
    private static final int PER_OCTAVE = 32;

    private final long[] counts = new long[48 * PER_OCTAVE];
    private long total;
    private long longest;

    void record(long nanos) {
        counts[bucket(Math.max(1_000, nanos))]++;
        total++;
        longest = Math.max(longest, nanos);
    }

    void add(Latencies other) {
        for (var bucket = 0; bucket < counts.length; bucket++) {
            counts[bucket] += other.counts[bucket];
        }
        total += other.total;
        longest = Math.max(longest, other.longest);
    }

    public long count() {
        return total;
    }

    public Duration longest() {
        return Duration.ofNanos(longest);
    }

    /** The duration that this share of the statements did not exceed, such as 0.99. */
    public Duration percentile(double share) {
        var wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (var bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(Math.min(upper(bucket), longest));
            }
        }
        return Duration.ZERO;
    }

    private static int bucket(long nanos) {
        var octave = 63 - Long.numberOfLeadingZeros(nanos);
        var within = (int) ((nanos - (1L << octave)) * PER_OCTAVE >> octave);
        return Math.min(octave, 47) * PER_OCTAVE + within;
    }

    private static long upper(int bucket) {
        var octave = bucket / PER_OCTAVE;
        return (1L << octave) + ((1L << octave) * (bucket % PER_OCTAVE + 1L)) / PER_OCTAVE;
    }
}
