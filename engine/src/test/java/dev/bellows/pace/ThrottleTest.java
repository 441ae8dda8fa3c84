package dev.bellows.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.dialect.LoadSignals.Load;
import dev.bellows.store.Control;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private static final Duration CHUNK = Duration.ofMillis(100);
    private static final Control CONTROL = new Control(Control.Mode.RUNNING, CHUNK, Duration.ofSeconds(10), 20);

    private static Throttle.Verdict decide(long lagSeconds, int active, int waiters) {
        var load = new Load(Duration.ofSeconds(lagSeconds), active, waiters);
        return Throttle.decide(Optional.of(load), CONTROL, CHUNK);
    }

    @Test
    void goes_on_when_the_server_is_well() {
        assertThat(decide(10, 20, 0)).isInstanceOf(Throttle.Go.class);
    }

    @Test
    void holds_for_a_lagging_replica_and_for_a_server_that_cannot_be_read() {
        assertThat(decide(11, 0, 0)).isInstanceOf(Throttle.Hold.class);
        assertThat(Throttle.decide(Optional.empty(), CONTROL, CHUNK)).isInstanceOf(Throttle.Hold.class);
    }

    @Test
    void rests_in_proportion_to_the_harm() {
        assertThat(rest(decide(0, 0, 1))).isEqualTo(CHUNK);
        assertThat(rest(decide(0, 0, 3))).isEqualTo(CHUNK.multipliedBy(3));
        assertThat(rest(decide(0, 21, 0))).isLessThan(rest(decide(0, 40, 0)));
        assertThat(rest(decide(0, 10_000, 0))).isEqualTo(Duration.ofSeconds(5));
    }

    private static Duration rest(Throttle.Verdict verdict) {
        return ((Throttle.Slow) verdict).rest();
    }

    @Test
    void backs_off_longer_each_time_up_to_a_limit() throws InterruptedException {
        var waited = new ArrayList<Duration>();
        var tempo = new Tempo(() -> 0, waited::add, new Random(1));
        for (int attempt = 0; attempt < 40; attempt++) {
            tempo.backOff(attempt, Duration.ofMillis(20), Duration.ofSeconds(1));
        }
        assertThat(waited.getFirst()).isBetween(Duration.ofMillis(10), Duration.ofMillis(30));
        assertThat(waited.subList(10, 40))
                .allSatisfy(time -> assertThat(time).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500)));
    }
}
