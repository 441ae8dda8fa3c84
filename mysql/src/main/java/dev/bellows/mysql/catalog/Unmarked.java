package dev.bellows.mysql.catalog;

import java.util.regex.Pattern;

/** Takes the marks of versioned comments out of what a server writes ({@code /*!80023 INVISIBLE *}{@code /}). */
final class Unmarked {
    private static final Pattern BEGIN = Pattern.compile("/\\*M?!\\d*\\s*");
    private static final Pattern END = Pattern.compile("\\s*\\*/");

    private Unmarked() {}

    static String of(String text) {
        var plain = new StringBuilder();
        var begin = BEGIN.matcher(text);
        var end = END.matcher(text);
        for (var at = 0; at < text.length(); ) {
            var c = text.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                var after = Words.afterQuoted(text, at);
                plain.append(text, at, after);
                at = after;
            } else if (begin.region(at, text.length()).lookingAt()) {
                at = begin.end();
            } else if (end.region(at, text.length()).lookingAt()) {
                at = end.end();
            } else {
                plain.append(c);
                at++;
            }
        }
        return plain.toString();
    }
}
