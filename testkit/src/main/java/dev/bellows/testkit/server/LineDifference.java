package dev.bellows.testkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** What differs between two tables of the same name. */
    @FunctionalInterface
    public interface OfTable<T> {
        List<String> between(String table, T left, T right);
    }

    /** What differs between tables by their names; {@code difference} is asked where both sides have one and it is not equal. */
    public static <T> List<String> betweenTables(Map<String, T> left, Map<String, T> right, OfTable<T> difference) {
        var names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        var differences = new ArrayList<String>();
        for (var name : names) {
            var here = left.get(name);
            var there = right.get(name);
            if (here == null || there == null) {
                differences.add((there == null ? "- table " : "+ table ") + name);
            } else if (!here.equals(there)) {
                differences.addAll(difference.between(name, here, there));
            }
        }
        return differences;
    }

    /** What differs between the rows of two tables of the same name. */
    public static List<String> betweenRows(String table, List<String> left, List<String> right) {
        return between(left, right).stream()
                .map(line -> line.charAt(0) + " " + table + line.substring(1))
                .toList();
    }

    private static String firstMoved(List<String> left, List<String> right) {
        var at = 0;
        while (left.get(at).equals(right.get(at))) {
            at++;
        }
        return "%s where the other has %s".formatted(left.get(at), right.get(at));
    }
}
