package dev.bellows.cli;

import java.util.List;
import java.util.regex.Pattern;

/** Compares what a page shows with what came out: times, sizes, versions and gaps may differ; … stands for any lines. */
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

    private record Blur(String pattern, String becomes) {}

    private Answers() {}

    static boolean agree(List<String> shown, List<String> came) {
        var pattern = new StringBuilder();
        for (var line : shown) {
            pattern.append(line.strip().equals(ANY) ? "(?:.*\n)*" : Pattern.quote(blurred(line)) + "\n");
        }
        var text = new StringBuilder();
        came.forEach(line -> text.append(blurred(line)).append('\n'));
        return Pattern.matches(pattern.toString(), text);
    }

    static String blurred(String line) {
        var text = line.strip();
        for (var blur : BLURS) {
            text = Pattern.compile(blur.pattern()).matcher(text).replaceAll(blur.becomes());
        }
        return text;
    }
}
