package dev.bellows.testkit.sync;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each row must hold, told by the promise alone: the write that came last, by whomever, is in both shapes. It knows
 * of no trigger and no fill, only that a row which nobody touched since expand may have its new shape still to come.
 */
final class Reference {

    /** A row: its value, empty for NULL. */
    record Row(Optional<String> value, Shape shape) {}

    /** Whether the new shape of a row must be there. */
    enum Shape {
        BOTH,
        MAYBE_OLD_ONLY
    }

    private SortedMap<Integer, Row> rows = new TreeMap<>();
    private SortedMap<Integer, Row> saved = new TreeMap<>();

    SortedMap<Integer, Row> rows() {
        return rows;
    }

    boolean has(int id) {
        return rows.containsKey(id);
    }

    /** Puts a row there as it was before expand. */
    void seed(int id, String value) {
        rows.put(id, new Row(Optional.of(value), Shape.MAYBE_OLD_ONLY));
    }

    void insert(int id, Optional<String> value) {
        rows.put(id, new Row(value, Shape.BOTH));
    }

    /** Sets the value if the row is there. */
    void update(int id, Optional<String> value) {
        rows.computeIfPresent(id, (key, row) -> new Row(value, Shape.BOTH));
    }

    /** Writes the row without its value, if it is there. */
    void touch(int id) {
        rows.computeIfPresent(id, (key, row) -> new Row(row.value(), Shape.BOTH));
    }

    void delete(int id) {
        rows.remove(id);
    }

    void move(int id, int now) {
        if (rows.containsKey(id) && !rows.containsKey(now)) {
            rows.put(now, new Row(rows.remove(id).value(), Shape.BOTH));
        }
    }

    void allFilled(int after, int upto) {
        rows.keySet().stream().filter(id -> id > after && id <= upto).toList().forEach(this::touch);
    }

    /** Remembers how things are. */
    void save() {
        saved = new TreeMap<>(rows);
    }

    /** Makes them so again. */
    void restore() {
        rows = new TreeMap<>(saved);
    }
}
