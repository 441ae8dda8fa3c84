package dev.bellows.bench.sync;

/** A statement of the old version of the application, one for many rows. */
public enum Operation {
    /** Every row, a column of the old shape. */
    UPDATE_OLD("updateOld", "UPDATE, old column"),
    /** Every row, a column of neither shape. */
    UPDATE_UNRELATED("updateUnrelated", "UPDATE, unrelated column"),
    /** A quarter as many rows as there are. */
    INSERT("insert", "INSERT of many rows");

    private final String key;
    private final String title;

    Operation(String key, String title) {
        this.key = key;
        this.title = title;
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    static long inserted(long rows) {
        return Math.max(1, rows / 4);
    }

    /** How many rows it writes. */
    long written(long rows) {
        return this == INSERT ? inserted(rows) : rows;
    }
}
