package dev.bellows.run;

import dev.bellows.plan.PlanSettings;
import dev.bellows.store.Control;
import java.time.Duration;

/**
 * What a run takes from configuration.
 *
 * @param plan for planning
 * @param owner who runs it, for the lease and the journal, such as {@code deploy@host:4711}
 * @param stallBudget the longest that one attempt may keep a statement of the application waiting
 * @param maxLag the replica lag above which a backfill holds
 * @param maxActive the number of active sessions above which a backfill slows down
 * @param patience how long a step tries to get its lock, or a backfill its next chunk
 */
public record RunSettings(
        PlanSettings plan, String owner, Duration stallBudget, Duration maxLag, int maxActive, Duration patience) {

    /** 250 ms is promise 2; 100 active sessions is the default max_connections of PostgreSQL: no limit unless set. */
    public static RunSettings of(String owner) {
        return new RunSettings(
                PlanSettings.DEFAULT,
                owner,
                PlanSettings.STALL_BUDGET,
                Duration.ofSeconds(10),
                100,
                Duration.ofMinutes(10));
    }

    Control control(Duration chunk) {
        return new Control(Control.Mode.RUNNING, chunk, maxLag, maxActive);
    }
}
