package dev.bellows.migration;

import java.util.Comparator;
import java.util.Optional;

/**
 * A reason to refuse a migration. Problems are collected and reported all at once.
 *
 * @param code stable, for scripts, such as {@code unknown-column}
 * @param position where in the file, if one place is to blame
 * @param message what is wrong, on what
 * @param remedy what the user can do
 */
public record Problem(String code, Optional<SourcePosition> position, String message, String remedy) {
    private static final SourcePosition START = new SourcePosition(1, 1);

    /** As the file is read; what no place is to blame for comes first. */
    public static final Comparator<Problem> IN_ORDER = Comparator.comparing(
            problem -> problem.position().orElse(START),
            Comparator.comparingInt(SourcePosition::line).thenComparingInt(SourcePosition::column));

    public static Problem at(SourcePosition position, String code, String message, String remedy) {
        return new Problem(code, Optional.of(position), message, remedy);
    }
}
