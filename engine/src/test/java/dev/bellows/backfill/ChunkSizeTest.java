package dev.bellows.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChunkSizeTest {
    private static final Duration TARGET = Duration.ofMillis(100);

    @Test
    void grows_at_most_twofold_and_shrinks_at_once() {
        var size = new ChunkSize(500, 1_500);
        size.took(Duration.ofMillis(1), TARGET);
        assertThat(size.current()).isEqualTo(1_000);
        size.took(Duration.ofMillis(1), TARGET);
        assertThat(size.current()).isEqualTo(1_500);
        size.took(Duration.ofSeconds(1), TARGET);
        assertThat(size.current()).isEqualTo(150);
    }

    @Test
    void halves_down_to_one_row_and_comes_back() {
        var size = new ChunkSize(500, 1_000);
        size.failed(100);
        assertThat(size.current()).isEqualTo(50);
        for (int i = 0; i < 10; i++) {
            size.failed(size.current());
        }
        assertThat(size.current()).isEqualTo(1);
        size.took(TARGET, TARGET);
        assertThat(size.current()).isEqualTo(2);
    }
}
