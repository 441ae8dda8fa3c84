package dev.bellows.postgres.plan;

import java.util.ArrayList;
import java.util.List;

/** The statements that start a sync, and those that end it. */
record SyncDdl(List<String> start, List<String> stop) {
    SyncDdl {
        start = List.copyOf(start);
        stop = List.copyOf(stop);
    }

    /** This and another sync, which ends before this one does. */
    SyncDdl and(SyncDdl other) {
        var starts = new ArrayList<>(start);
        starts.addAll(other.start);
        var stops = new ArrayList<>(other.stop);
        stops.addAll(stop);
        return new SyncDdl(starts, stops);
    }
}
