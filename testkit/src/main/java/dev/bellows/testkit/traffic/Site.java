package dev.bellows.testkit.traffic;

import dev.bellows.testkit.postgres.PostgresDatabase;
import java.util.concurrent.atomic.AtomicReference;

/** What all clients share. */
record Site(PostgresDatabase database, Timeline timeline, Traffic.Load load, AtomicReference<Weather> weather) {
    /** Whether connections are expected to be lost. */
    enum Weather {
        FAIR,
        OUTAGES
    }
}
