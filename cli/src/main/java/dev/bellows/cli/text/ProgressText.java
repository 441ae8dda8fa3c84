package dev.bellows.cli.text;

import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.listen.RunUpdate;
import java.util.ArrayList;
import java.util.List;

/** What a run tells, in a line each. */
public final class ProgressText {
    private static final int BAR = 20;

    private ProgressText() {}

    public static String of(RunUpdate update) {
        return switch (update) {
            case RunUpdate.StepBegan began -> began.step() + "  " + began.title();
            case RunUpdate.StepEnded ended -> ended.step() + "  done in " + Formats.duration(ended.took());
            case RunUpdate.StepFailed failed -> failed.step() + "  failed: " + failed.reason();
            case RunUpdate.WaitingForLock waiting -> waiting(waiting);
            case RunUpdate.ChunkDone chunk -> chunk(chunk);
            case RunUpdate.Throttled throttled -> throttled.step() + "  holding: " + throttled.reason();
            case RunUpdate.Reconnecting lost -> "connection lost, connecting again: " + lost.reason();
        };
    }

    private static String chunk(RunUpdate.ChunkDone chunk) {
        var fraction = Bar.fraction(chunk.visited(), chunk.total());
        var parts = new ArrayList<String>();
        parts.add(chunk.step().toString());
        parts.add(Bar.of(fraction, BAR) + " " + Formats.percent(fraction));
        parts.add(Formats.count(Math.round(chunk.perSecond())) + "/s");
        chunk.left().ifPresent(left -> parts.add(Formats.duration(left) + " left"));
        chunk.throttle().ifPresent(reason -> parts.add("slowed: " + reason));
        return String.join("  ", parts);
    }

    private static String waiting(RunUpdate.WaitingForLock waiting) {
        var line = waiting.attempt() == 0
                ? "%s  waiting before it asks for a lock".formatted(waiting.step())
                : "%s  waiting for a lock, attempt %d".formatted(waiting.step(), waiting.attempt());
        List<String> blockers =
                waiting.blockers().stream().map(Blocker::describe).toList();
        return blockers.isEmpty() ? line : line + ", behind " + String.join("; ", blockers);
    }
}
