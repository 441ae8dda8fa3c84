package dev.bellows.testkit.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one client counts. One thread at a time. */
final class Tally {
    private static final int NAMED = 10;
    private static final int STALLS = 3;

    private final Map<String, Long> sent = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private final List<Stall> stalls = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private long failed;
    private long missing;

    void sent(AppVersion version, Op op, long begun) {
        var took = System.nanoTime() - begun;
        sent.merge(version.name(), 1L, Long::sum);
        latencies.record(took);
        if (stalls.size() < STALLS || took > stalls.getLast().took().toNanos()) {
            stalls.add(new Stall(version.name(), op, begun, Duration.ofNanos(took)));
            shorten();
        }
    }

    void failed(Failure failure) {
        failed++;
        if (failures.size() < NAMED) {
            failures.add(failure);
        }
    }

    void lost(Lost row) {
        missing++;
        if (lost.size() < NAMED) {
            lost.add(row);
        }
    }

    void add(Tally other) {
        other.sent.forEach((version, count) -> sent.merge(version, count, Long::sum));
        failures.addAll(other.failures);
        lost.addAll(other.lost);
        stalls.addAll(other.stalls);
        shorten();
        latencies.add(other.latencies);
        failed += other.failed;
        missing += other.missing;
    }

    private void shorten() {
        stalls.sort(Comparator.comparing(Stall::took).reversed());
        while (stalls.size() > STALLS) {
            stalls.removeLast();
        }
    }

    Report report(Latencies control) {
        return new Report(
                sent,
                new Report.Failed(failed, failures),
                new Report.Missing(missing, lost),
                latencies,
                stalls,
                control);
    }
}
