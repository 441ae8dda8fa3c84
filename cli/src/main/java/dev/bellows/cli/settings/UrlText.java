package dev.bellows.cli.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the URLs of all families have in common. No message shows a password.
 *
 * @param remedy what to give instead of a URL that cannot be read
 */
record UrlText(Layer.Given given, String remedy) {
    /** A name, an address of version 4, or one of version 6 in brackets. */
    private static final Pattern PORT = Pattern.compile("(?:\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");

    /** One of those behind the question mark. */
    record Parameter(String name, String value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    String text() {
        return given.value().strip();
    }

    void checkPorts(String hosts) throws Refusal {
        for (var host : hosts.split(",", -1)) {
            var port = PORT.matcher(host);
            if (!port.matches() || (port.group(1) != null && !isPort(port.group(1)))) {
                throw unreadable("has a port that is no number from 1 to 65535");
            }
        }
    }

    private static boolean isPort(String digits) {
        return digits.matches("\\d{1,5}") && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= 65_535;
    }

    /** As in a form: a plus is a blank. */
    String decodedForm(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable("has a broken %-escape");
        }
    }

    /** As in a URI: a plus is a plus. */
    String decoded(String text) throws Refusal {
        return decodedForm(text.replace("+", "%2B"));
    }

    Refusal unreadable(String what) {
        return refusal(what, remedy);
    }

    Refusal refusal(String what, String otherRemedy) {
        return new Refusal("%s: %s %s".formatted(given.origin(), Redaction.ofUrl(given.value()), what), otherRemedy);
    }

    static List<Parameter> parameters(@Nullable String query) {
        var split = new ArrayList<Parameter>();
        for (var text :
                orEmpty(query).isEmpty() ? new String[0] : orEmpty(query).split("&", -1)) {
            var equals = text.indexOf('=');
            split.add(
                    equals < 0
                            ? new Parameter(text, "")
                            : new Parameter(text.substring(0, equals), text.substring(equals + 1)));
        }
        return split;
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
