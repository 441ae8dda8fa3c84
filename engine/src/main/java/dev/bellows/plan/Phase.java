package dev.bellows.plan;

/** The phases of a migration, in order. Rollback goes back from any of the first three. */
public enum Phase {
    /** Adds the new shape and starts the sync. */
    EXPAND,
    /** Fills the new shape and makes its indexes. */
    MIGRATE,
    /** Hides the old shape and keeps it in sync. */
    CONTRACT,
    /** Destroys the old shape. */
    PURGE
}
