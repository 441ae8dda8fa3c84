package dev.bellows.testkit.demo;

import dev.bellows.testkit.traffic.Report;
import java.time.Duration;
import java.util.SortedMap;

/**
 * What the applications felt.
 *
 * @param sent statements by version, {@code app_old} and {@code app_new}
 * @param failed statements that the server refused
 * @param lost rows that do not hold what was acknowledged
 * @param idle latencies before anything began
 * @param during latencies from then on
 * @param longest the longest statement
 */
public record DemoFigures(
        SortedMap<String, Long> sent, long failed, long lost, Percentiles idle, Percentiles during, Duration longest) {

    /** Half of the statements took no longer than {@code p50}, all but one in a hundred no longer than {@code p99}. */
    public record Percentiles(Duration p50, Duration p99) {
        static Percentiles of(Report report) {
            return new Percentiles(
                    report.latencies().percentile(0.5), report.latencies().percentile(0.99));
        }
    }

    static DemoFigures of(Percentiles idle, Report during) {
        return new DemoFigures(
                during.sent(),
                during.failed().count(),
                during.missing().count(),
                idle,
                Percentiles.of(during),
                during.longestStall());
    }

    public long statements() {
        return sent.values().stream().mapToLong(Long::longValue).sum();
    }
}
