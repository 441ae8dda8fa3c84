package dev.bellows.testkit.sync;

import static org.assertj.core.api.Assertions.fail;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random writes of old code, new code and code that writes both, through all phases and back, against a reference that
 * knows nothing but the promise. A failure names its seed and the shortest list of events that was found for it; give
 * that seed with {@code -Dsync.seed}.
 */
final class SyncModelTest {
    private static final List<Long> FIXED = List.of(1L, 20_260_131L);
    private static final int TRIES_TO_SHORTEN = 60;

    static Stream<Arguments> runs() {
        var seeds = new ArrayList<>(FIXED);
        seeds.add(Optional.ofNullable(Long.getLong("sync.seed")).orElseGet(System::nanoTime));
        return Player.patterns().values().stream()
                .flatMap(pattern -> seeds.stream().map(seed -> Arguments.of(pattern, seed, version(seed, pattern))));
    }

    /** Each pattern on both, in turn. */
    private static PostgresVersion version(long seed, Pattern pattern) {
        return new Random(seed ^ pattern.name().hashCode()).nextBoolean() ? PostgresVersion.V14 : PostgresVersion.V18;
    }

    @ParameterizedTest(name = "{0}, seed {1}, {2}")
    @MethodSource("runs")
    void both_shapes_hold_the_last_write_of_any_history(Pattern pattern, long seed, PostgresVersion version)
            throws SQLException {
        System.out.println("sync.seed " + seed + ": " + pattern);
        var backfill = new Random(seed + pattern.name().hashCode()).nextBoolean()
                ? Player.Backfill.BETWEEN_WRITES
                : Player.Backfill.BESIDE_WRITES;
        var events = Script.of(seed, pattern);
        var wrong = play(version, pattern, backfill, events);
        if (wrong.isPresent()) {
            var shortest = shorten(version, pattern, backfill, events);
            fail("seed %d, %s, %s, backfill %s: %s"
                    .formatted(
                            seed,
                            pattern,
                            version,
                            backfill,
                            play(version, pattern, backfill, shortest).orElse(wrong.get())));
        }
    }

    private static Optional<String> play(
            PostgresVersion version, Pattern pattern, Player.Backfill backfill, List<Event> events)
            throws SQLException {
        try (var player = new Player(version, pattern, backfill)) {
            return player.play(events);
        }
    }

    /** Leaves out ever smaller parts as long as it still goes wrong; the moves stay, for their order has a meaning. */
    private static List<Event> shorten(
            PostgresVersion version, Pattern pattern, Player.Backfill backfill, List<Event> events)
            throws SQLException {
        var shortest = events;
        var tries = 0;
        for (var size = events.size() / 2; size > 0 && tries < TRIES_TO_SHORTEN; size /= 2) {
            for (var from = 0; from < shortest.size() && tries < TRIES_TO_SHORTEN; from += size) {
                var without = without(shortest, from, Math.min(shortest.size(), from + size));
                tries++;
                if (without.size() < shortest.size()
                        && play(version, pattern, backfill, without).isPresent()) {
                    shortest = without;
                    from -= size;
                }
            }
        }
        return shortest;
    }

    private static List<Event> without(List<Event> events, int from, int to) {
        var rest = new ArrayList<Event>(events.subList(0, from));
        events.subList(from, to).stream().filter(Event.Move.class::isInstance).forEach(rest::add);
        rest.addAll(events.subList(to, events.size()));
        return rest;
    }
}
