package dev.bellows.journal;

import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import java.util.List;

/** What the journal records. Append-only; {@link RunState#on} folds it. */
public sealed interface RunEvent {

    /** The plan was saved; nothing was done yet. Begins a new attempt after a rollback to the start. */
    record PlanSaved(String checksum) implements RunEvent {}

    /** Intent, written before the act in a transaction of its own. */
    record StepStarted(StepId step) implements RunEvent {}

    /** Outcome; on a transactional step it commits with the act. */
    record StepFinished(StepId step) implements RunEvent {}

    /** The act failed and changed nothing, or what it left was cleaned up. */
    record StepFailed(StepId step, String reason) implements RunEvent {}

    /** All actions of the reversal of the step are done. */
    record StepUndone(StepId step) implements RunEvent {}

    record PhaseFinished(Phase phase) implements RunEvent {}

    /** The two shapes were compared over every row. */
    record Verified(long rows, long differences, List<String> keys) implements RunEvent {
        public Verified {
            keys = List.copyOf(keys);
        }
    }

    /** A person opened the approval gate; {@code accepted} names other gates that were judged and accepted. */
    record Approved(String by, String note, List<String> accepted) implements RunEvent {
        public Approved {
            accepted = List.copyOf(accepted);
        }
    }

    /** A rollback began; it goes back to before this phase. */
    record RollbackStarted(Phase before) implements RunEvent {}

    /** A rollback ended; everything from this phase on is taken back. */
    record RollbackFinished(Phase before) implements RunEvent {}
}
