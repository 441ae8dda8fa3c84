package dev.bellows.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark runs to its end, small, and its figures fit together; how large they are is nothing for a test. */
final class BenchmarksTest {
    private static final Percentage ROUNDED = Percentage.withPercentage(0.2);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.execute(stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void backfill_measures_each_contender_alone_and_beside_an_application() {
        assertThat(run("backfill", "--rows", "5000", "--runs", "1", "--idle", "1", "--json"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        var result = result("backfill");
        assertThat(list(result, "sizes")).hasSize(1);
        var size = map(list(result, "sizes").getFirst());
        assertThat(size).containsEntry("rows", 5000).containsEntry("loopRows", 5000);
        var contenders = map(size, "contenders");
        assertThat(contenders).containsOnlyKeys("bellows", "plainUpdate", "classicLoop");
        contenders.values().forEach(contender -> contender(map(contender)));
        for (var other : List.of("plainUpdate", "classicLoop")) {
            var ratios = map(map(size, "bellowsTo"), other);
            for (var rate : List.of("rowsPerSecond", "wholeRowsPerSecond")) {
                assertThat(number(ratios, rate))
                        .isCloseTo(median(contenders, "bellows", rate) / median(contenders, other, rate), ROUNDED);
            }
        }
        assertThat(map(size, "bellowsTo"))
                .allSatisfy((other, ratios) -> assertThat(map(ratios))
                        .containsOnlyKeys("rowsPerSecond", "wholeRowsPerSecond", "cpuMicrosPerRow"));
        assertThat(differing(contenders, "bellows"))
                .as("the sync keeps what the application wrote")
                .isZero();
    }

    private static void contender(Map<String, Object> contender) {
        assertThat(list(contender, "alone")).hasSize(1);
        var alone = map(list(contender, "alone").getFirst());
        assertThat(alone).containsEntry("rows", 5000);
        assertThat(number(alone, "rowsPerSecond")).isCloseTo(5000 / number(alone, "seconds"), ROUNDED);
        assertThat(number(alone, "wholeSeconds")).isGreaterThanOrEqualTo(number(alone, "seconds"));
        assertThat(number(alone, "walBytesPerRow"))
                .as("a new version of each row is logged")
                .isGreaterThan(80);
        assertThat(number(alone, "cpuMicrosPerRow")).isNotNegative();
        assertThat(number(map(contender, "rowsPerSecond"), "median")).isEqualTo(number(alone, "rowsPerSecond"));
        assertThat(list(contender, "besideForeground")).hasSize(1);
        var beside = map(list(contender, "besideForeground").getFirst());
        assertThat(number(beside, "rowsPerSecond")).isPositive();
        var idle = map(beside, "idle");
        assertThat(number(idle, "statements")).as("a second at the stated rate").isGreaterThanOrEqualTo(99);
        assertThat(number(idle, "failed")).isZero();
        assertThat(number(idle, "p50Millis")).isPositive().isLessThanOrEqualTo(number(idle, "p99Millis"));
        assertThat(number(idle, "longestMillis")).isGreaterThanOrEqualTo(number(idle, "p99Millis"));
        assertThat(number(map(beside, "throughout"), "statements"))
                .isGreaterThanOrEqualTo(number(map(beside, "during"), "statements"));
    }

    @Test
    void sync_measures_each_contender_on_each_shape_and_statement() {
        assertThat(run("sync", "--rows", "2000", "--runs", "1", "--json"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        var measured = list(result("sync"), "measured").stream()
                .map(BenchmarksTest::map)
                .toList();
        assertThat(measured)
                .extracting(m -> m.get("shape") + " " + m.get("operation") + " " + m.get("rows"))
                .containsExactly(
                        "rename updateOld 2000",
                        "rename updateUnrelated 2000",
                        "rename insert 500",
                        "split updateOld 2000",
                        "split updateUnrelated 2000",
                        "split insert 500",
                        "retype updateOld 2000",
                        "retype updateUnrelated 2000",
                        "retype insert 500");
        for (var one : measured) {
            var seconds = map(one, "seconds");
            assertThat(seconds).containsOnlyKeys("before", "columns", "bellows", "peer");
            assertThat(seconds.values()).allSatisfy(contender -> {
                assertThat(list(map(contender), "runs")).hasSize(1);
                assertThat(number(map(contender), "median")).isPositive();
            });
            assertThat(map(one, "cpuSeconds")).containsOnlyKeys(seconds.keySet());
            var ratios = map(one, "ratios");
            assertThat(map(one, "cpuRatios")).containsOnlyKeys(ratios.keySet());
            for (var contender : List.of("bellows", "peer")) {
                assertThat(number(ratios, contender + "ToColumns"))
                        .isCloseTo(median(one, "seconds", contender) / median(one, "seconds", "columns"), ROUNDED);
                assertThat(number(ratios, contender + "ToBefore"))
                        .isCloseTo(median(one, "seconds", contender) / median(one, "seconds", "before"), ROUNDED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-benchmark", "backfill --rows many", "sync --runs 0", "backfill --fast"})
    void what_cannot_be_measured_is_refused_with_the_benchmarks_there_are(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Benchmarks: backfill, sync\n", "--help");
    }

    private Map<String, Object> result(String benchmark) {
        var result = Json.readObject(out.toString(StandardCharsets.UTF_8));
        assertThat(result)
                .containsEntry("schema", 1)
                .containsEntry("benchmark", benchmark)
                .containsEntry("runs", 1);
        var machine = map(result, "machine");
        assertThat(number(machine, "cores")).isPositive();
        assertThat((String) machine.get("server")).startsWith("PostgreSQL 18.");
        assertThat(map(machine, "settings")).containsEntry("fsync", "on").containsEntry("synchronous_commit", "on");
        return result;
    }

    private static double median(Map<String, Object> json, String of, String figure) {
        return number(map(map(json, of), figure), "median");
    }

    private static double differing(Map<String, Object> contenders, String contender) {
        return number(map(list(map(contenders, contender), "besideForeground").getFirst()), "differing");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> map(Map<String, Object> json, String name) {
        assertThat(json).containsKey(name);
        return map(json.get(name));
    }

    private static List<?> list(Map<String, Object> json, String name) {
        assertThat(json).containsKey(name);
        return (List<?>) json.get(name);
    }

    private static double number(Map<String, Object> json, String name) {
        assertThat(json).containsKey(name);
        return ((Number) json.get(name)).doubleValue();
    }
}
