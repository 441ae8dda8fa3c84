package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Live;
import java.util.ArrayList;
import java.util.List;

/**
 * When each version runs. What is said of the way forward holds for the way back as well.
 *
 * @param newWrites from when on the new version may write
 * @param newReads from when on it may read what others wrote
 * @param oldEnds from when on the old version must be gone
 * @param paths the ways that are gone, in order
 */
public record Schedule(Moment newWrites, Moment newReads, Moment oldEnds, List<Path> paths) {
    private static final List<Path> EVERY_PATH = List.of(Path.values());

    /** Two shapes side by side: rename, split, merge. */
    public static final Schedule SIDE_BY_SIDE = of(Moment.EXPANDED, Moment.MIGRATED, Moment.CONTRACTED);

    /** The new shape takes the place of the old one at contract, and the old version does not mind. */
    public static final Schedule SWAP = of(Moment.CONTRACTED, Moment.CONTRACTED, Moment.NEVER);

    /** The new shape takes the place of the old one at contract, and the old version cannot use it. */
    public static final Schedule HARD_SWAP = of(Moment.CONTRACTED, Moment.CONTRACTED, Moment.CONTRACTED);

    /** Something is added, and the old version need not know. */
    public static final Schedule ADDITION = of(Moment.EXPANDED, Moment.MIGRATED, Moment.NEVER);

    public Schedule {
        paths = List.copyOf(paths);
    }

    public static Schedule of(Moment newWrites, Moment newReads, Moment oldEnds) {
        return new Schedule(newWrites, newReads, oldEnds, EVERY_PATH);
    }

    /** Only these ways. */
    public Schedule along(Path... some) {
        return new Schedule(newWrites, newReads, oldEnds, List.of(some));
    }

    List<Live> at(Moment now, AppVersion old, AppVersion fresh) {
        var live = new ArrayList<Live>();
        if (!oldEnds.hasCome(now)) {
            live.add(Live.fully(old));
        }
        if (newReads.hasCome(now)) {
            live.add(Live.fully(fresh));
        } else if (newWrites.hasCome(now)) {
            live.add(Live.writing(fresh));
        }
        return live;
    }

    /** While one moment gives way to another only what both allow may run. */
    List<Live> between(List<Live> before, List<Live> after) {
        var both = new ArrayList<Live>();
        for (var one : before) {
            for (var other : after) {
                if (one.version().equals(other.version())) {
                    both.add(one.use() == Live.Use.WRITES ? one : other);
                }
            }
        }
        return both;
    }
}
