package dev.bellows.cli.text;

import java.time.Duration;
import java.util.Locale;

/** How numbers, sizes, durations and names of enums are written; the only place that knows. */
public final class Formats {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int BYTE_STEP = 1024;
    private static final long EXACT_BELOW = 100_000;

    private Formats() {}

    /** {@code 950 ms}, {@code 2.5 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 7 d}, {@code 1 d 3 h}. */
    public static String duration(Duration duration) {
        var seconds = duration.toSeconds();
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 10 && duration.toMillisPart() >= 50) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return pair(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        if (duration.toHours() < 24) {
            return pair(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    /** {@code 512 B}, {@code 1.5 kB}, {@code 340 MB}. */
    public static String bytes(long bytes) {
        var value = (double) bytes;
        var unit = 0;
        while (value >= BYTE_STEP && unit < BYTE_UNITS.length - 1) {
            value /= BYTE_STEP;
            unit++;
        }
        return short3(value) + " " + BYTE_UNITS[unit];
    }

    /** Exact as far as that helps: {@code 0}, {@code 12 345}, {@code 1.2 M}, {@code 3.4 G}. */
    public static String count(long count) {
        if (Math.abs(count) < EXACT_BELOW) {
            return grouped(count);
        }
        if (count < 1_000_000) {
            return short3(count / 1e3) + " k";
        }
        return count < 1_000_000_000 ? short3(count / 1e6) + " M" : short3(count / 1e9) + " G";
    }

    /** All digits: {@code 1 234 567}. */
    public static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ');
    }

    /** {@code 1 row}, {@code 1.2 M rows}. */
    public static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 42.0%}; never 100% before the end. */
    public static String percent(double fraction) {
        var shown = fraction >= 1 ? 100 : Math.min(99.9, Math.floor(fraction * 1000) / 10);
        return String.format(Locale.ROOT, "%.1f%%", Math.max(0, shown));
    }

    /** {@code OLD_WRITERS} as {@code old-writers}. */
    public static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String pair(long big, String bigUnit, long small, String smallUnit) {
        return small == 0 ? big + " " + bigUnit : "%d %s %d %s".formatted(big, bigUnit, small, smallUnit);
    }

    private static String short3(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
