package dev.bellows.testkit.traffic;

/** A row that does not hold what the server acknowledged. */
public record Lost(String version, long key, String expected, String found, String when) {
    @Override
    public String toString() {
        return "%s row %d: expected %s, found %s (%s)".formatted(version, key, expected, found, when);
    }
}
