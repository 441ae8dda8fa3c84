package dev.bellows.cli.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 50ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 7d}, or ISO-8601. */
final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9}) ?(ms|s|m|min|h|d)");

    private Durations() {}

    /** Empty where the text is no duration. */
    static Optional<Duration> parse(String text) {
        var match = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return iso(text);
        }
        var number = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m", "min" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text.strip())).filter(duration -> !duration.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
