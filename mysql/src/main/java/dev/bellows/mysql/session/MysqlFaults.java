package dev.bellows.mysql.session;

import dev.bellows.dialect.Fault;
import dev.bellows.dialect.Faults;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** The servers' error numbers, read; SQLSTATE only where the number says nothing: most are HY000. */
public final class MysqlFaults implements Faults {
    private static final Pattern DRIVERS_MARK = Pattern.compile("^\\(conn=\\d+\\) ");

    /**
     * Too many connections (of all, of a user) or out of memory; a lock was not there in time, a deadlock, a definition or a
     * row that changed meanwhile; killed or over a limit of time; a log of an online ALTER that ran full, a transaction that a
     * group of servers took back.
     */
    private static final Set<Integer> RETRYABLE = Set.of(
            1020, 1037, 1038, 1040, 1041, 1203, 1205, 1206, 1213, 1226, 1317, 1412, 1614, 1615, 1637, 1799, 1969, 3024,
            3058, 3101, 3572);

    /**
     * The session is gone, or never was, or ended up on a server that takes no writes: connect again and look. 1290 is any
     * option that forbids a statement; which one is in its text.
     */
    private static final Set<Integer> AMBIGUOUS = Set.of(
            1053, 1079, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1836, 1927, 2002, 2003, 2006, 2013, 2055, 3169, 4031);

    private static final int OPTION_PREVENTS = 1290;

    /** MySQL says no more than this of an UPDATE of joined tables that was killed while it wrote (seen on 9.7). */
    private static final int UNKNOWN = 1105;

    private static final String KILLED_UPDATE = "An error occurred in multi-table update";

    /**
     * A value that does not fit: conversions, ranges, lengths, character sets, JSON and geometry, a row that is too large,
     * no partition, a violated constraint, and what a user's code signals about a row.
     */
    private static final Set<Integer> BAD_DATA = Set.of(
            1048, 1062, 1118, 1169, 1216, 1217, 1263, 1264, 1265, 1292, 1300, 1301, 1365, 1366, 1367, 1406, 1411, 1416,
            1441, 1451, 1452, 1526, 1557, 1586, 1591, 1644, 1690, 1748, 1761, 1762, 1977, 3037, 3140, 3141, 3156, 3819,
            3854, 3903, 4025, 4038);

    /** Its SQLSTATE is that of a violated constraint: a name that could be of two columns. */
    private static final int AMBIGUOUS_NAME = 1052;

    @Override
    public Fault classify(SQLException failure) {
        var message = DRIVERS_MARK
                .matcher(Objects.requireNonNullElse(failure.getMessage(), failure.toString()))
                .replaceFirst("");
        int number = failure.getErrorCode();
        if (RETRYABLE.contains(number) || (number == UNKNOWN && message.contains(KILLED_UPDATE))) {
            return new Fault.Retryable(message);
        }
        if (AMBIGUOUS.contains(number) || isReadOnly(number, message) || lostInput(failure)) {
            return new Fault.Ambiguous(message);
        }
        if (BAD_DATA.contains(number)) {
            return new Fault.BadData(message);
        }
        if (number == AMBIGUOUS_NAME) {
            return new Fault.Permanent(message);
        }
        return byState(Objects.requireNonNullElse(failure.getSQLState(), ""), message);
    }

    private static Fault byState(String state, String message) {
        return switch (state.length() == 5 ? state.substring(0, 2) : "") {
            case "", "08" -> new Fault.Ambiguous(message);
            case "40" -> new Fault.Retryable(message);
            case "22", "23", "45" -> new Fault.BadData(message);
            default -> new Fault.Permanent(message);
        };
    }

    private static boolean isReadOnly(int number, String message) {
        return number == OPTION_PREVENTS && message.toLowerCase(Locale.ROOT).contains("read-only");
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
