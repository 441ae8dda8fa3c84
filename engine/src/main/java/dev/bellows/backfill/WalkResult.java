package dev.bellows.backfill;

import dev.bellows.store.Progress;

/** How a walk ended. A lost connection or lease is thrown instead. */
public sealed interface WalkResult {

    /** The end was reached. */
    record Finished(Progress progress) implements WalkResult {}

    /** An operator has paused the run; the watermark is saved. */
    record Paused() implements WalkResult {}

    /** No chunk could be committed for too long; the watermark is saved. */
    record Stalled(String reason) implements WalkResult {}
}
