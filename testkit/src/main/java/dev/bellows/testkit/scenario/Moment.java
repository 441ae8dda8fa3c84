package dev.bellows.testkit.scenario;

/** How far a migration has come, from the point of view of the applications. */
public enum Moment {
    START,
    EXPANDED,
    MIGRATED,
    CONTRACTED,
    PURGED,
    NEVER;

    boolean hasCome(Moment now) {
        return compareTo(now) <= 0;
    }
}
