package dev.bellows.testkit.traffic;

/** A version that runs, and what it does. */
public record Live(AppVersion version, Use use) {
    /** What a version does. */
    public enum Use {
        /** Before its shape is filled, it must not read rows that it did not write itself. */
        WRITES,
        WRITES_AND_READS
    }

    public static Live writing(AppVersion version) {
        return new Live(version, Use.WRITES);
    }

    public static Live fully(AppVersion version) {
        return new Live(version, Use.WRITES_AND_READS);
    }
}
