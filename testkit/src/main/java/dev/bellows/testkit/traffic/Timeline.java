package dev.bellows.testkit.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What went on when, so that a stall can be laid to something. Thread-safe. */
public final class Timeline {
    private final List<Entry> entries = new ArrayList<>();
    private final long zero = System.nanoTime();

    private record Entry(long at, String what) {}

    /** From now on this goes on. */
    public synchronized void mark(String what) {
        entries.add(new Entry(System.nanoTime(), what));
    }

    public synchronized String now() {
        return entries.isEmpty() ? "idle" : entries.getLast().what();
    }

    /** Everything that went on in a span of time. */
    public synchronized String during(long from, Duration length) {
        var until = from + length.toNanos();
        var seen = new ArrayList<String>();
        var before = "idle";
        for (var entry : entries) {
            if (entry.at() > until) {
                break;
            }
            if (entry.at() <= from) {
                before = entry.what();
            } else {
                seen.add(entry.what());
            }
        }
        seen.addFirst(before);
        return String.join(" > ", seen);
    }

    /** Seconds since the beginning. */
    public String clock(long nanos) {
        return "%.3f s".formatted((nanos - zero) / 1e9);
    }
}
