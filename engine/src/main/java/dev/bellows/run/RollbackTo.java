package dev.bellows.run;

/** How far a rollback goes back. */
public enum RollbackTo {
    /** From contract to the time when both shapes were visible; from any earlier phase to the start. */
    PREVIOUS,
    /** To the start in one go. */
    START
}
