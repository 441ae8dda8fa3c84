package dev.bellows.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Compares two lists of lines that are in a canonical order. */
public final class LineDifference {
    private LineDifference() {}

    public static List<String> between(List<String> left, List<String> right) {
        if (left.equals(right)) {
            return List.of();
        }
        var surplus = new TreeMap<String, Integer>();
        left.forEach(line -> surplus.merge(line, 1, Integer::sum));
        right.forEach(line -> surplus.merge(line, -1, Integer::sum));
        var differences = new ArrayList<String>();
        surplus.forEach((line, count) -> {
            for (var times = 0; times < Math.abs(count); times++) {
                differences.add((count > 0 ? "- " : "+ ") + line);
            }
        });
        if (differences.isEmpty()) {
            differences.add("! the same lines in another order: " + firstMoved(left, right));
        }
        return differences;
    }

    private static String firstMoved(List<String> left, List<String> right) {
        var at = 0;
        while (left.get(at).equals(right.get(at))) {
            at++;
        }
        return "%s where the other has %s".formatted(left.get(at), right.get(at));
    }
}
