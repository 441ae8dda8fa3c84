package dev.bellows.backfill;

import dev.bellows.store.Control;
import java.time.Duration;

/**
 * What walks obey.
 *
 * @param defaults what holds until an operator says otherwise
 * @param stallBudget the longest that a chunk may keep a statement of the application waiting
 * @param rowLockWait the longest wait of a chunk for one lock
 * @param patience how long a walk tries without committing a chunk before it gives up
 */
public record WalkSettings(Control defaults, Duration stallBudget, Duration rowLockWait, Duration patience) {

    /** 50 ms is far below the server's deadlock timeout: we always let go before the application is the victim. */
    public static WalkSettings with(Control defaults, Duration stallBudget, Duration patience) {
        return new WalkSettings(defaults, stallBudget, Duration.ofMillis(50), patience);
    }
}
