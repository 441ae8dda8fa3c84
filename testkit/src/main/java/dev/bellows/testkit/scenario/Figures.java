package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.Latencies;
import dev.bellows.testkit.traffic.Report;
import dev.bellows.testkit.traffic.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the applications felt on one path.
 *
 * @param scenario the case and the server
 * @param took how long the path took
 */
public record Figures(String scenario, Path path, Felt felt, Timeline timeline, Duration took) {
    /** Before the migration began, and while it ran. */
    public record Felt(Report idle, Report during) {}

    /** Promise 2. */
    private static final Duration BUDGET = Duration.ofMillis(250);

    /** The case, the server and the path. */
    String title() {
        return scenario + " " + path;
    }

    /** What was felt before the migration began. */
    public Report idle() {
        return felt.idle();
    }

    /** What was felt while it ran. */
    public Report during() {
        return felt.during();
    }

    /** The budget and what the machine itself cost: the longest statement of a client that nothing could hold up. */
    public Duration allowed() {
        var noise = List.of(
                during().control().longest(),
                idle().control().longest(),
                idle().latencies().percentile(0.999));
        return BUDGET.plus(noise.stream().reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b));
    }

    /** What is wrong; empty when all promises were kept. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        for (var report : List.of(idle(), during())) {
            if (report.failed().count() > 0) {
                broken.add(report.failed().count() + " statements failed");
                report.failed().first().forEach(failure -> broken.add("  " + failure));
            }
            if (report.missing().count() > 0) {
                broken.add(report.missing().count() + " rows lost a write");
                report.missing().first().forEach(row -> broken.add("  " + row));
            }
        }
        return broken;
    }

    /** The statements that were held up for longer than is allowed; empty when none was. */
    List<String> stalls() {
        var broken = new ArrayList<String>();
        if (during().longestStall().compareTo(allowed()) > 0) {
            broken.add("a statement took %s, allowed are %s".formatted(ms(during().longestStall()), ms(allowed())));
            during().stalls()
                    .forEach(stall -> broken.add("  %s %s %s at %s, while %s"
                            .formatted(
                                    stall.version(),
                                    stall.op(),
                                    ms(stall.took()),
                                    timeline.clock(stall.begun()),
                                    timeline.during(stall.begun(), stall.took()))));
        }
        return broken;
    }

    /** In one line. */
    public String line() {
        var stall = during().stalls().isEmpty()
                ? ""
                : " in " + timeline.during(during().stalls().getFirst().begun(), during().longestStall());
        return String.format(
                Locale.ROOT,
                "%s: %d statements %s, %d failed, %d lost; p50/p99/p99.9 %s idle, %s during; longest %s%s (control %s); %.1f s",
                title(),
                during().statements(),
                during().sent(),
                during().failed().count(),
                during().missing().count(),
                three(idle().latencies()),
                three(during().latencies()),
                ms(during().longestStall()),
                stall,
                ms(during().control().longest()),
                took.toMillis() / 1000.0);
    }

    private static String three(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "%.1f/%.1f/%.1f",
                millis(latencies.percentile(0.5)),
                millis(latencies.percentile(0.99)),
                millis(latencies.percentile(0.999)));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static String ms(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", millis(time));
    }
}
