package dev.bellows.postgres.session;

import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Faults;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** SQLSTATE, read. */
public final class PostgresFaults implements Faults {
    /** Lock not available, query cancelled (also by a timeout), object in use, out of memory. */
    private static final Set<String> RETRYABLE = Set.of("55P03", "57014", "55006", "53200");

    /**
     * The session is gone, or never was, or ended up on a server that takes no writes: connect again and look.
     * 40003 is "statement completion unknown", 25P03 and 25P04 end the session after a timeout.
     */
    private static final Set<String> AMBIGUOUS =
            Set.of("57P01", "57P02", "57P03", "57P05", "25006", "25P03", "25P04", "40003", "53300");

    /** Too large for an index or a row: the value is to blame. */
    private static final String PROGRAM_LIMIT = "54000";

    @Override
    public Fault classify(SQLException failure) {
        var message = Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                .replaceAll("\n  Position: \\d+", ""); // in a statement of ours, which nobody typed
        var state = failure.getSQLState();
        if (state == null || state.length() != 5 || lostInput(failure)) {
            return new Fault.Ambiguous(message);
        }
        if (RETRYABLE.contains(state)) {
            return new Fault.Retryable(message);
        }
        if (AMBIGUOUS.contains(state)) {
            return new Fault.Ambiguous(message);
        }
        if (state.equals(PROGRAM_LIMIT)) {
            return new Fault.BadData(message);
        }
        return switch (state.substring(0, 2)) {
            case "08" -> new Fault.Ambiguous(message);
            case "40" -> new Fault.Retryable(message);
            // data exceptions, violated constraints, and what a user's function raises about a row
            case "22", "23", "P0" -> new Fault.BadData(message);
            default -> new Fault.Permanent(message);
        };
    }

    private static boolean lostInput(SQLException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
