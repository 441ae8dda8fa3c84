package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.text.Golden;
import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.json.Json;
import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.StepId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private static final StepId STEP = new StepId("migrate.1");
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void a_pipe_gets_a_line_in_ten_seconds() {
        var captured = new Captured(Screen.Kind.PIPE);
        try (var progress = Progress.of(captured.screen(), Report.Form.TEXT, nanos::get)) {
            progress.heard(new RunUpdate.StepBegan(STEP, "Fill name"));
            for (int second = 0; second <= 25; second++) {
                progress.heard(chunk(second * 1000L, Optional.empty()));
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            }
            progress.heard(new RunUpdate.StepEnded(STEP, Duration.ofSeconds(26)));
        }
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).isEqualTo("""
            migrate.1  Fill name
            migrate.1  [....................] 0.0%  1 000/s  42 s left
            migrate.1  [####................] 20.0%  1 000/s  42 s left
            migrate.1  [########............] 40.0%  1 000/s  42 s left
            migrate.1  done in 26 s
            """);
    }

    @Test
    void a_terminal_gets_one_line_that_changes() {
        var captured = new Captured(Screen.Kind.TERMINAL);
        try (var progress = Progress.of(captured.screen(), Report.Form.TEXT, nanos::get)) {
            progress.heard(chunk(0, Optional.empty()));
            progress.heard(chunk(1, Optional.empty()));
            nanos.addAndGet(Duration.ofMillis(150).toNanos());
            progress.heard(chunk(25_000, Optional.of("replica lag ".repeat(20))));
        }
        assertThat(captured.err()).doesNotContain("\n").endsWith("\r\u001b[K");
        var pictures = Arrays.stream(captured.err().split("\r\u001b\\[K", -1))
                .filter(picture -> !picture.isEmpty())
                .toList();
        assertThat(pictures)
                .hasSize(2)
                .allSatisfy(picture -> assertThat(picture).hasSizeLessThan(80));
    }

    /** At 3 AM the name of who is in the way must not end at column 79. */
    @Test
    void on_a_terminal_who_is_in_the_way_is_told_in_full_now_and_then() {
        var captured = new Captured(Screen.Kind.TERMINAL);
        var query = "SELECT " + "a, ".repeat(50) + "z FROM users";
        try (var progress = Progress.of(captured.screen(), Report.Form.TEXT, nanos::get)) {
            progress.heard(new RunUpdate.StepBegan(STEP, "Add name"));
            for (int second = 0; second < 15; second++) {
                progress.heard(new RunUpdate.WaitingForLock(
                        STEP, 0, List.of(new Blocker(815, "app", "nightly", Duration.ofSeconds(second), query))));
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            }
        }
        assertThat(captured.err().lines())
                .hasSize(3)
                .filteredOn(line -> line.contains("waiting before it asks for a lock, behind pid 815"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).endsWith("z FROM users"));
    }

    @Test
    void with_json_every_update_is_a_line() {
        var captured = new Captured(Screen.Kind.TERMINAL);
        var updates = List.of(
                new RunUpdate.StepBegan(STEP, "Fill name"),
                new RunUpdate.WaitingForLock(
                        STEP, 2, List.of(new Blocker(815, "app", "shop", Duration.ofSeconds(4), "SELECT 1"))),
                chunk(1000, Optional.of("load")),
                new RunUpdate.Throttled(STEP, "replica lag"),
                new RunUpdate.Reconnecting("connection reset"),
                new RunUpdate.StepFailed(STEP, "disk full"),
                new RunUpdate.StepEnded(STEP, Duration.ofMillis(1500)));
        try (var progress = Progress.of(captured.screen(), Report.Form.JSON, nanos::get)) {
            updates.forEach(progress::heard);
        }
        assertThat(captured.err()).isEmpty();
        assertThat(captured.out().lines().map(Json::readObject))
                .allSatisfy(line -> assertThat(line).containsEntry("schema", 1).containsKey("update"));
        Golden.check("updates.json", captured.out());

        var text = new Captured(Screen.Kind.PIPE);
        try (var progress = Progress.of(text.screen(), Report.Form.TEXT, nanos::get)) {
            for (var update : updates) {
                progress.heard(update);
                nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            }
        }
        Golden.check("updates.txt", text.err());
    }

    private static RunUpdate.ChunkDone chunk(long visited, Optional<String> throttle) {
        return new RunUpdate.ChunkDone(
                STEP, visited, 50_000, visited, 1000, Optional.of(Duration.ofSeconds(42)), 500, throttle);
    }
}
