package dev.bellows.store;

import java.time.Duration;

/**
 * What an operator has set while a run goes on, read before every chunk.
 *
 * @param mode running or paused
 * @param chunk the time that a chunk aims at
 * @param maxLag the replica lag above which the backfill holds
 * @param maxActive the number of active sessions above which it slows down
 */
public record Control(Mode mode, Duration chunk, Duration maxLag, int maxActive) {
    /** Whether the run may go on. */
    public enum Mode {
        RUNNING,
        PAUSED
    }
}
