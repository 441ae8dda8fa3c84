package dev.bellows.pace;

import dev.bellows.dialect.LoadSignals.Load;
import dev.bellows.store.Control;
import java.time.Duration;
import java.util.Optional;

/** Decides from what the server feels whether the next chunk may run. Pure. */
public final class Throttle {
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final long MOST_WAITERS = 10;

    private Throttle() {}

    /** What to do before the next chunk. */
    public sealed interface Verdict {}

    /** Nothing is in the way. */
    public record Go() implements Verdict {}

    /** Rest this long, then go on. */
    public record Slow(Duration rest, String reason) implements Verdict {}

    /** Look again later. */
    public record Hold(String reason) implements Verdict {}

    /**
     * @param load the last reading; empty when the server could not be read, and then we hold: it may be in trouble
     * @param lastChunk how long the last chunk took; rests are in proportion to it
     */
    public static Verdict decide(Optional<Load> load, Control control, Duration lastChunk) {
        if (load.isEmpty()) {
            return new Hold("the load of the server cannot be read");
        }
        var reading = load.get();
        if (reading.replicaLag().compareTo(control.maxLag()) > 0) {
            return new Hold("replica lag %d ms is above %d ms"
                    .formatted(reading.replicaLag().toMillis(), control.maxLag().toMillis()));
        }
        if (reading.lockWaiters() > 0) {
            var rest = lastChunk.multipliedBy(Math.min(reading.lockWaiters(), MOST_WAITERS));
            return new Slow(atMost(rest), reading.lockWaiters() + " sessions waited for our locks");
        }
        if (reading.activeSessions() > control.maxActive()) {
            var excess = reading.activeSessions() - control.maxActive();
            var rest = lastChunk.multipliedBy(4L * excess).dividedBy(Math.max(1, control.maxActive()));
            return new Slow(
                    atMost(rest.plus(lastChunk)),
                    "%d active sessions are above %d".formatted(reading.activeSessions(), control.maxActive()));
        }
        return new Go();
    }

    private static Duration atMost(Duration rest) {
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
