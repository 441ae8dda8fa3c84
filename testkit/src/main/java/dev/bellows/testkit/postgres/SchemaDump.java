package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.LineDifference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The schema that {@code pg_dump} prints, in a form that two databases can be compared by: entries sorted, the columns
 * of a table and the grants on an object sorted, without comments, settings and versions. Each line begins with the object
 * it belongs to.
 */
public record SchemaDump(List<String> lines) {
    private static final Pattern ENTRY = Pattern.compile(
            "^--\\n-- Name: (?<name>.*); Type: (?<type>.*); Schema: (?<schema>.*); Owner:.*\\n--\\n",
            Pattern.MULTILINE);
    private static final Pattern NOISE = Pattern.compile("SET default_(tablespace|table_access_method) = .*;|"
            + "\\\\(un)?restrict .*|-- PostgreSQL database dump complete");

    public SchemaDump {
        lines = List.copyOf(lines);
    }

    /** What is in only one of the two, {@code -} for this one, {@code +} for the other; empty when equal. */
    public List<String> diff(SchemaDump other) {
        return LineDifference.between(lines, other.lines);
    }

    static SchemaDump of(String dump) {
        var entries = new ArrayList<Entry>();
        var header = ENTRY.matcher(dump);
        var found = header.find();
        while (found) {
            var type = header.group("type");
            var object = "%s %s.%s".formatted(type, header.group("schema"), header.group("name"));
            var begin = header.end();
            found = header.find();
            var body = dump.substring(begin, found ? header.start() : dump.length());
            entries.add(new Entry(object, ordered(type, meaningful(body))));
        }
        entries.sort(Comparator.comparing(Entry::object).thenComparing(entry -> String.join("\n", entry.body())));
        return new SchemaDump(entries.stream()
                .flatMap(entry -> entry.body().stream().map(line -> entry.object() + " | " + line))
                .toList());
    }

    private record Entry(String object, List<String> body) {}

    private static List<String> meaningful(String body) {
        return body.lines()
                .filter(line -> !line.isBlank()
                        && !line.equals("--")
                        && !NOISE.matcher(line).matches())
                .toList();
    }

    private static List<String> ordered(String type, List<String> body) {
        return switch (type) {
            case "TABLE", "FOREIGN TABLE" -> columnsSorted(body);
            case "ACL", "DEFAULT ACL" -> body.stream().sorted().toList();
            default -> body;
        };
    }

    /** A column or constraint begins with four spaces; its continuation (a CASE, for example) is indented deeper. */
    private static List<String> columnsSorted(List<String> body) {
        var begin = first(body, 0, line -> line.startsWith("CREATE ") && line.endsWith("("));
        var end = first(body, begin, line -> line.startsWith(")"));
        if (end == body.size()) {
            return body;
        }
        var elements = new ArrayList<String>();
        for (var line : body.subList(begin + 1, end)) {
            var text = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            if (elements.isEmpty() || (line.startsWith("    ") && !line.startsWith("     "))) {
                elements.add(text);
            } else {
                elements.addLast(elements.removeLast() + "\n" + text);
            }
        }
        Collections.sort(elements);
        var sorted = new ArrayList<>(body.subList(0, begin + 1));
        sorted.addAll(elements);
        sorted.addAll(body.subList(end, body.size()));
        return sorted;
    }

    private static int first(List<String> lines, int from, Predicate<String> wanted) {
        var at = from;
        while (at < lines.size() && !wanted.test(lines.get(at))) {
            at++;
        }
        return at;
    }
}
