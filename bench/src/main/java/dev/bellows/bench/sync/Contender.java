package dev.bellows.bench.sync;

/** The state of the table. */
public enum Contender {
    /** As it was. */
    BEFORE("before", "before expand"),
    /** With the columns of the new shape, filled, and nothing that keeps them. */
    COLUMNS("columns", "columns, no triggers"),
    /** Expanded and migrated by the real engine. */
    BELLOWS("bellows", "Bellows"),
    /** With the columns and a pair of triggers of the kind that a peer makes. */
    PEER("peer", "peer-style triggers");

    private final String key;
    private final String title;

    Contender(String key, String title) {
        this.key = key;
        this.title = title;
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    String table() {
        return "users_" + key;
    }
}
