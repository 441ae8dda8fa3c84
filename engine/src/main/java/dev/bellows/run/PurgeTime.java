package dev.bellows.run;

/** When the old shape may be destroyed. */
public enum PurgeTime {
    AFTER_RETENTION,
    /** At once: after it there is no way back. */
    NOW
}
