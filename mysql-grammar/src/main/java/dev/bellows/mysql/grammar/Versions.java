package dev.bellows.mysql.grammar;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Which versioned comments a server runs.
 *
 * @param server as the servers number themselves: 80015 is MySQL 8.0.15, 101118 is MariaDB 10.11.18
 */
record Versions(Flavour flavour, int server) {
    private static final int SHORT = 5;

    Versions {
        requireNonNull(flavour);
        if (server < 50_000) {
            throw new IllegalArgumentException("server version: " + server + ", expected one like 80015 or 110405");
        }
    }

    /** The length of the mark at this place if the server runs what follows it; a number is part of the mark. */
    OptionalInt codeMark(String text, int at) {
        if (text.startsWith("/*!", at)) {
            return codeMark(text, at, at + 3);
        }
        if (flavour == Flavour.MARIADB && text.startsWith("/*M!", at)) {
            return codeMark(text, at, at + 4);
        }
        return OptionalInt.empty();
    }

    private OptionalInt codeMark(String text, int at, int digits) {
        int end = digits;
        while (end < text.length() && end - digits <= SHORT && isDigit(text.charAt(end))) {
            end++;
        }
        if (end - digits < SHORT) {
            return OptionalInt.of(digits - at); // no version: fewer digits than five are code
        }
        int version = Integer.parseInt(text, digits, end, 10);
        return runs(version, digits - at == 4) ? OptionalInt.of(end - at) : OptionalInt.empty();
    }

    /** MariaDB leaves out what it cannot know: the versions that only MySQL has had since they parted. */
    private boolean runs(int version, boolean ownMark) {
        boolean foreign = flavour == Flavour.MARIADB && !ownMark && version >= 50_700 && version <= 99_999;
        return version <= server && !foreign;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
