package dev.bellows.cli.text;

/** {@code [#####.....]}. */
final class Bar {
    private Bar() {}

    static String of(double fraction, int width) {
        var full = (int) Math.floor(Math.clamp(fraction, 0.0, 1.0) * width);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
    }

    /** How much is done; an estimate may be exceeded, and nothing expected is all done. */
    static double fraction(long done, long total) {
        return total <= 0 ? 1 : Math.min(1, (double) done / total);
    }
}
