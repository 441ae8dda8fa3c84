package dev.bellows.testkit.sync;

/** Where a migration stands while applications write. */
enum Stage {
    /** The sync runs, no row is filled. */
    EXPANDED,
    /** The rows of the lower half of the keys are filled. */
    HALF_FILLED,
    MIGRATED,
    /** The old shape is hidden, and follows. */
    CONTRACTED,
    /** Back from contract: both shapes are visible again. */
    ROLLED_BACK
}
