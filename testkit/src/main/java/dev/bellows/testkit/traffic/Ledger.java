package dev.bellows.testkit.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What one client knows about its own rows: the last acknowledged state of each. One thread. */
final class Ledger {

    /** A row is there with a value (or an absent one), or it is not there. */
    sealed interface State {
        record There(OptionalLong value) implements State {}

        record Gone() implements State {}
    }

    static final State GONE = new State.Gone();

    /** The states that a row may be in: one, unless a statement got no answer. */
    private final Map<Long, List<State>> rows = new TreeMap<>();

    private final List<Long> keys = new ArrayList<>();
    private final Map<Long, Integer> places = new TreeMap<>();

    static State there(long token) {
        return new State.There(OptionalLong.of(token));
    }

    static State absent() {
        return new State.There(OptionalLong.empty());
    }

    void acknowledged(long key, State state) {
        rows.put(key, List.of(state));
        place(key, state instanceof State.There);
    }

    /** A statement that got no answer may have happened. */
    void uncertain(long key, State state) {
        var states = new ArrayList<>(rows.getOrDefault(key, List.of(GONE)));
        states.add(state);
        rows.put(key, List.copyOf(states));
        place(key, false);
    }

    void forget(long key) {
        rows.remove(key);
        place(key, false);
    }

    List<State> states(long key) {
        return rows.getOrDefault(key, List.of(GONE));
    }

    /** Keys of all rows, those too that are gone. */
    List<Long> everything() {
        return List.copyOf(rows.keySet());
    }

    /** The value of every row that is there. */
    Map<Long, OptionalLong> contents() {
        var contents = new TreeMap<Long, OptionalLong>();
        rows.forEach((key, states) -> {
            if (states.getLast() instanceof State.There(var value)) {
                contents.put(key, value);
            }
        });
        return contents;
    }

    int size() {
        return keys.size();
    }

    /** A row that is surely there. */
    long any(SplittableRandom random) {
        return keys.get(random.nextInt(keys.size()));
    }

    private void place(long key, boolean known) {
        var place = places.get(key);
        if (known && place == null) {
            places.put(key, keys.size());
            keys.add(key);
        } else if (!known && place != null) {
            var last = keys.removeLast();
            places.remove(key);
            if (last != key) {
                keys.set(place, last);
                places.put(last, place);
            }
        }
    }
}
