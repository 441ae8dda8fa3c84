package dev.bellows.testkit.scenario;

import dev.bellows.testkit.server.LineDifference;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database held at a moment, in a form in which it can be compared.
 *
 * @param parts lines of text by what they are about, such as a table
 */
public record Snapshot(SortedMap<String, List<String>> parts) {
    public Snapshot {
        var copy = new TreeMap<String, List<String>>();
        parts.forEach((part, lines) -> copy.put(part, List.copyOf(lines)));
        parts = Collections.unmodifiableSortedMap(copy);
    }

    Snapshot without(String part) {
        var others = new TreeMap<>(parts);
        others.remove(part);
        return new Snapshot(others);
    }

    /** What differs; empty when equal. */
    List<String> diff(Snapshot other) {
        return LineDifference.betweenTables(parts, other.parts, LineDifference::betweenRows);
    }
}
