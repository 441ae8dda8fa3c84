package dev.bellows.plan;

/**
 * What traffic feels while a step runs.
 *
 * @param lock the strongest lock that it takes on a table in use, in the server's words
 * @param blocks whom that lock keeps out
 * @param lasts how long it is held
 * @param work what the server does meanwhile
 */
public record Impact(String lock, Blocks blocks, Lasts lasts, Work work) {
    /** Whom a lock keeps out. */
    public enum Blocks {
        NOTHING,
        WRITES,
        READS_AND_WRITES
    }

    /** How long a lock is held. */
    public enum Lasts {
        /** A change of the catalogue: milliseconds. */
        BRIEFLY,
        /** As long as one chunk. */
        PER_CHUNK,
        /** As long as the table is large. */
        WHOLE_STEP
    }

    /** What the server does. */
    public enum Work {
        CATALOGUE,
        SCANS,
        WRITES_ROWS,
        REWRITES
    }
}
