package dev.bellows.pace;

import java.time.Duration;

/** Waits. A test waits without time passing; an interrupted wait means stop. */
@FunctionalInterface
public interface Pause {
    void lasting(Duration time) throws InterruptedException;
}
