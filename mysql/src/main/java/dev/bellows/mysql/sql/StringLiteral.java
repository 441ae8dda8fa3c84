package dev.bellows.mysql.sql;

/** The value of a string in quotes. */
public final class StringLiteral {
    private StringLiteral() {}

    /** What is written in quotes of either kind; a backslash escapes, but keeps {@code \%} and {@code \_} as they are. */
    public static String value(String literal) {
        var quote = literal.charAt(0);
        var value = new StringBuilder();
        for (var at = 1; at < literal.length() - 1; at++) {
            var c = literal.charAt(at);
            if (c == quote) {
                at++; // it is doubled
                value.append(quote);
            } else if (c == '\\') {
                at++;
                value.append(escaped(literal.charAt(at)));
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }
}
