package dev.bellows.testkit.traffic;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the traffic felt.
 *
 * @param sent statements by version
 * @param latencies of all statements
 * @param stalls the longest statements, longest first
 * @param control of statements on another table of the same server at the same time: what the machine costs
 */
public record Report(
        SortedMap<String, Long> sent,
        Failed failed,
        Missing missing,
        Latencies latencies,
        List<Stall> stalls,
        Latencies control) {

    /** How many statements failed, and the first of them. */
    public record Failed(long count, List<Failure> first) {
        public Failed {
            first = List.copyOf(first);
        }
    }

    /** How many rows do not hold what was acknowledged, and the first of them. */
    public record Missing(long count, List<Lost> first) {
        public Missing {
            first = List.copyOf(first);
        }
    }

    public Report {
        sent = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sent));
        stalls = List.copyOf(stalls);
    }

    /** All statements. */
    public long statements() {
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }

    public Duration longestStall() {
        return stalls.isEmpty() ? Duration.ZERO : stalls.getFirst().took();
    }
}
