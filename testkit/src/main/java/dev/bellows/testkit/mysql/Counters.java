package dev.bellows.testkit.mysql;

/** Whether the next value of AUTO_INCREMENT belongs to a comparison; unused numbers are no loss. */
public enum Counters {
    SHOWN,
    HIDDEN
}
