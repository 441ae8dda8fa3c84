package dev.bellows.mysql.sql;

import java.util.Locale;

/** Names as these servers read them. Columns and indexes they compare without regard to case. */
final class Names {
    private Names() {}

    /** A name without the backticks that it may be written in. */
    static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("`")
                ? name.substring(1, name.length() - 1).replace("``", "`")
                : name;
    }

    /** The same for two names that mean one column. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static boolean same(String left, String right) {
        return folded(left).equals(folded(right));
    }
}
