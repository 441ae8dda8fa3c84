package dev.bellows.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.json.Json;
import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import dev.bellows.plan.PlanJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {

    @Test
    void a_plan_reads_well() {
        var text = PlanText.of(Samples.splitName(), Samples.sizes(), Paint.PLAIN);

        Golden.check("plan.txt", text);
        assertThat(text.lines().filter(line -> line.length() > 100)).isEmpty();
    }

    @Test
    void a_plan_is_the_same_without_colours() {
        var coloured = PlanText.of(Samples.splitName(), new TreeMap<>(), Paint.COLOURED);

        assertThat(coloured).contains("\u001b[");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(PlanText.of(Samples.splitName(), new TreeMap<>(), Paint.PLAIN));
    }

    @Test
    void a_plan_as_json_is_the_same_value() {
        Golden.check("plan.json", Json.writePretty(PlanJson.write(Samples.splitName())) + "\n");
    }

    @Test
    void problems_point_at_the_place() {
        var source = "ALTER TABLE users\n\tDROP COLUMN nam,\r\n  -- 😀 ADD\nDROP x;";
        var problems = List.of(
                Problem.at(
                        new SourcePosition(2, 14),
                        "unknown-column",
                        "public.users has no column nam",
                        "write one of its columns: id, name, email"),
                Problem.at(new SourcePosition(3, 9), "odd", "odd", "take it away"),
                new Problem("no-key", Optional.empty(), "public.users has no key", "add a primary key"),
                Problem.at(new SourcePosition(9, 1), "late", "the file ends too early", "write on"));

        Golden.check("problems.txt", ProblemText.of(problems, "db/V42__x.sql", source, Paint.PLAIN));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "80, 80", "81, 81", "82, 42", "5000, 42", "9990, 42", "10000, 42"})
    void of_a_long_line_the_part_around_the_place_is_shown(int column, int caret) {
        var line = "0123456789".repeat(1000);
        var problem = Problem.at(new SourcePosition(1, column), "odd", "odd", "mend it");

        var shown = ProblemText.of(List.of(problem), "x.sql", line, Paint.PLAIN)
                .lines()
                .toList();

        assertThat(shown.get(1)).hasSizeLessThan(130).contains("…");
        assertThat(shown.get(2)).isEqualTo("    | " + " ".repeat(caret - 1) + "^");
        assertThat(shown.get(1).charAt("  1 | ".length() + caret - 1)).isEqualTo(line.charAt(column - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1 s",
        "2500, 2.5 s",
        "42000, 42 s",
        "200000, 3 min 20 s",
        "7500000, 2 h 5 min",
        "3600000, 1 h",
        "604800000, 7 d",
        "97200000, 1 d 3 h",
    })
    void durations(long millis, String text) {
        assertThat(Formats.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 kB", "356515840, 340 MB", "5497558138880, 5 TB"})
    void sizes(long bytes, String text) {
        assertThat(Formats.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1 row", "0, 0 rows", "12345, 12 345 rows", "250000, 250 k rows", "1250000, 1.3 M rows"})
    void counts(long count, String text) {
        assertThat(Formats.counted(count, "row")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0%", "0.4219, 42.1%", "0.99999, 99.9%", "1, 100.0%", "1.2, 100.0%"})
    void percentages_reach_a_hundred_only_at_the_end(double fraction, String text) {
        assertThat(Formats.percent(fraction)).isEqualTo(text);
    }
}
