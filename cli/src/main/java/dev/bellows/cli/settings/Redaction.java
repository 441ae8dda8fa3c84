package dev.bellows.cli.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Takes passwords out of everything that is shown: by their form in URLs, and by their value where it is known. */
public final class Redaction {
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)\\S*@");
    private static final Pattern PARAMETER = Pattern.compile("(?i)(\\b\\w*password\\w*=)[^&\\s]+");
    /** A shorter password is also an ordinary word; it is only taken out where its place gives it away. */
    private static final int SHORTEST_KNOWN = 4;

    private final Optional<Secret> known;

    public Redaction(Optional<Secret> known) {
        this.known = known;
    }

    /** The text, fit to be shown. */
    public String apply(String text) {
        var value = known.map(Secret::reveal).orElse("");
        var bare = value.length() < SHORTEST_KNOWN ? text : text.replace(value, Secret.MASK);
        return byForm(bare);
    }

    /** A text that is one URL, however badly written: everything up to the last @ may be a password. */
    static String ofUrl(String url) {
        var at = url.lastIndexOf('@');
        var scheme = url.indexOf("://");
        var start = scheme < 0 ? 0 : scheme + "://".length();
        return byForm(at < start ? url : url.substring(0, start) + Secret.MASK + url.substring(at));
    }

    private static String byForm(String text) {
        var bare = CREDENTIALS.matcher(text).replaceAll(Secret.MASK + "@");
        return PARAMETER.matcher(bare).replaceAll("$1" + Secret.MASK);
    }
}
