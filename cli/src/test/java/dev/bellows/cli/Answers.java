package dev.bellows.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares what a page shows with what came out: times, sizes, versions, gaps and progress may differ; … stands for any lines. */
final class Answers {
    static final String ANY = "…";

    private static final List<Blur> BLURS = List.of(
            new Blur("PostgreSQL [0-9]+(\\.[0-9]+)*", "PostgreSQL <version>"),
            new Blur("\\b[0-9]+(\\.[0-9]+)? ?(kB|MB|GB|bytes|B)\\b", "<size>"),
            new Blur("\\b[0-9]+(\\.[0-9]+)? ?(ms|s|m|h|d)( [0-9]+(s|m|h))?\\b", "<time>"),
            new Blur("[0-9 ]*[0-9] rows/s", "<speed>"),
            new Blur("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+Z?", "<moment>"),
            new Blur("\\bpid [0-9]+", "pid <pid>"),
            new Blur("\"(\\w+Millis|bytes)\":[0-9]+", "\"$1\":<number>"),
            new Blur("[ ]+", " "));

    /** How far a walk has come and who waited, whenever that was told. */
    private static final Pattern PROGRESS = Pattern.compile("\\S+ +(\\[[#.]+] .* left|waiting .* lock.*)");

    /** Evidence that goes on below itself; where it is broken depends on how wide a time is. */
    private static final String CONTINUED = " ".repeat(24);

    private record Blur(String pattern, String becomes) {}

    private Answers() {}

    static boolean agree(List<String> shown, List<String> came) {
        var pattern = new StringBuilder();
        for (var line : settled(shown)) {
            pattern.append(line.equals(ANY) ? "(?:.*\n)*" : Pattern.quote(line) + "\n");
        }
        var text = new StringBuilder();
        settled(came).forEach(line -> text.append(line).append('\n'));
        return Pattern.matches(pattern.toString(), text);
    }

    private static List<String> settled(List<String> lines) {
        var settled = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith(CONTINUED) && !settled.isEmpty()) {
                settled.add(settled.removeLast() + " " + blurred(line));
            } else if (!PROGRESS.matcher(line).matches()) {
                settled.add(blurred(line));
            }
        }
        return settled;
    }

    private static String blurred(String line) {
        var text = line.strip();
        for (var blur : BLURS) {
            text = Pattern.compile(blur.pattern()).matcher(text).replaceAll(blur.becomes());
        }
        return text;
    }
}
