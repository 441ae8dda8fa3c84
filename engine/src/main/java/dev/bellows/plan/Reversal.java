package dev.bellows.plan;

import java.util.List;

/** How a step is taken back. */
public sealed interface Reversal {

    /** By these actions, in order. */
    record Undo(List<Action> actions) implements Reversal {
        public Undo {
            actions = List.copyOf(actions);
            if (actions.isEmpty()) {
                throw new IllegalArgumentException("an undo without actions");
            }
        }
    }

    /** There is nothing to take back: what it wrote goes with the column that an earlier step made. */
    record Nothing(String why) implements Reversal {}

    /** It cannot be taken back; only purge has such steps. */
    record Final(String why) implements Reversal {}
}
