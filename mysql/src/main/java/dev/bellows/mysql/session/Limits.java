package dev.bellows.mysql.session;

import java.time.Duration;

/** How long a statement may wait for a lock, and how long it may run; zero is no limit. */
record Limits(Duration lockWait, Duration run) {
    static final Limits NONE = new Limits(Duration.ZERO, Duration.ZERO);

    /** A year: the longest that both servers know. */
    static final long FOREVER = 31_536_000;

    boolean areNone() {
        return lockWait.isZero() && run.isZero();
    }

    /** What the server itself is told, for the case that we die: whole seconds, at least one. */
    long serverSeconds() {
        return lockWait.isZero() ? FOREVER : lockWait.plusNanos(999_999_999).toSeconds();
    }
}
