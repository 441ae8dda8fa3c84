package dev.bellows.testkit.traffic;

import java.util.concurrent.atomic.AtomicReference;

/** What all clients share. */
record Site(Database database, Timeline timeline, Traffic.Load load, AtomicReference<Weather> weather) {
    /** Whether connections are expected to be lost. */
    enum Weather {
        FAIR,
        OUTAGES
    }
}
