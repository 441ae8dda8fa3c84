package dev.bellows.mysql.sql;

import java.util.Locale;

/** Names of columns and indexes, which these servers compare without regard to case. */
final class ColumnNames {
    private ColumnNames() {}

    /** The same for two names that mean one column. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static boolean same(String left, String right) {
        return folded(left).equals(folded(right));
    }
}
