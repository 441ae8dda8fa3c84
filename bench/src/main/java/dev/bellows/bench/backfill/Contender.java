package dev.bellows.bench.backfill;

/** Who fills the column. */
public enum Contender {
    /** A rename, expanded and migrated by the real engine with its default settings. */
    BELLOWS("bellows", "Bellows"),
    /** One statement over the whole table. */
    PLAIN_UPDATE("plainUpdate", "plain UPDATE"),
    /** Batches of 1,000 by id, 50 ms of sleep between two. */
    CLASSIC_LOOP("classicLoop", "classic loop");

    private final String key;
    private final String title;

    Contender(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Its name in JSON. */
    public String key() {
        return key;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    Filling on(long rows) {
        return switch (this) {
            case BELLOWS -> new BellowsFilling(rows);
            case PLAIN_UPDATE -> new PlainFilling(rows);
            case CLASSIC_LOOP -> new LoopFilling(rows);
        };
    }
}
