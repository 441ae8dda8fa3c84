package dev.bellows.plan.draft;

import dev.bellows.plan.Phase;
import java.util.List;
import java.util.Map;

/**
 * What one table contributes to a plan.
 *
 * @param drafts its steps, by phase
 * @param watches the syncs that note who writes through the old shape
 * @param unconverted the syncs that note values which could not be converted
 * @param notes what the user should know
 */
public record TablePlan(
        Map<Phase, List<Draft>> drafts, List<String> watches, List<String> unconverted, List<String> notes) {
    public static final TablePlan EMPTY = new TablePlan(Map.of(), List.of(), List.of(), List.of());

    public TablePlan {
        drafts = Map.copyOf(drafts);
        watches = List.copyOf(watches);
        unconverted = List.copyOf(unconverted);
        notes = List.copyOf(notes);
    }
}
