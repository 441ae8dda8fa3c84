package dev.bellows.run;

import dev.bellows.store.Control;
import java.time.Duration;
import java.util.Optional;

/** What an operator changes while a run goes on; what is absent stays. */
public record Tuning(Optional<Duration> chunk, Optional<Duration> maxLag, Optional<Integer> maxActive) {

    Control applied(Control control) {
        return new Control(
                control.mode(),
                chunk.orElse(control.chunk()),
                maxLag.orElse(control.maxLag()),
                maxActive.orElse(control.maxActive()));
    }
}
