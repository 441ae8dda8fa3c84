package dev.bellows.listen;

import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.plan.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something worth showing while a run goes on. */
public sealed interface RunUpdate {

    record StepBegan(StepId step, String title) implements RunUpdate {}

    record StepEnded(StepId step, Duration took) implements RunUpdate {}

    record StepFailed(StepId step, String reason) implements RunUpdate {}

    /** The step holds no lock and waits until these sessions are gone, or tries again after an attempt timed out. */
    record WaitingForLock(StepId step, int attempt, List<Blocker> blockers) implements RunUpdate {
        public WaitingForLock {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * A chunk is committed.
     *
     * @param visited rows (or pages) behind the watermark
     * @param total rows (or pages) expected
     * @param changed rows written, or found to differ
     * @param perSecond rows (or pages) visited per second since this command began
     * @param left the time left at this rate
     * @param chunk rows (or page items) of the next chunk
     * @param throttle why it rests before the next chunk
     */
    record ChunkDone(
            StepId step,
            long visited,
            long total,
            long changed,
            double perSecond,
            Optional<Duration> left,
            long chunk,
            Optional<String> throttle)
            implements RunUpdate {}

    /** The backfill holds until the server feels better. */
    record Throttled(StepId step, String reason) implements RunUpdate {}

    /** The connection was lost; we connect again and go on from the journal. */
    record Reconnecting(String reason) implements RunUpdate {}
}
