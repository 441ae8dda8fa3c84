package dev.bellows.plan;

import java.time.Duration;
import java.util.List;

/** A condition that must hold before contract. */
public sealed interface Gate {

    /**
     * Verify found every row equal in both shapes, and nobody wrote since it began what could not be converted;
     * {@code watches} are the syncs that would have noted it.
     */
    record Parity(List<String> watches) implements Gate {
        public Parity {
            watches = List.copyOf(watches);
        }
    }

    /** Nobody wrote through the old shape for this long; {@code watches} are the syncs that keep the evidence. */
    record OldWritersGone(Duration soak, List<String> watches) implements Gate {
        public OldWritersGone {
            watches = List.copyOf(watches);
        }
    }

    /** No session is open that was there before expand: it may belong to the old version. */
    record OldSessionsGone() implements Gate {}

    /** A person has said so. */
    record Approval() implements Gate {}
}
