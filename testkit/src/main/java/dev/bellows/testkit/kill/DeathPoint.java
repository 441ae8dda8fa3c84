package dev.bellows.testkit.kill;

import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.StepId;
import java.util.ArrayList;
import java.util.List;

/** A point of a run, told by the step and what was just reported of it. */
public record DeathPoint(Kind kind, StepId step) {

    /** What was just reported. */
    public enum Kind {
        /** The intent is journalled; nothing was done yet. */
        BEGAN,
        /** A chunk is committed and the walk goes on. */
        IN_WALK,
        /** The outcome is journalled. */
        ENDED
    }

    /** Every point of these phases, found from the plan. */
    public static List<DeathPoint> of(Plan plan, Phase... phases) {
        var points = new ArrayList<DeathPoint>();
        for (var phase : phases) {
            for (var step : plan.steps(phase)) {
                points.add(new DeathPoint(Kind.BEGAN, step.id()));
                if (step.action() instanceof Action.Backfill || step.action() instanceof Action.Verify) {
                    points.add(new DeathPoint(Kind.IN_WALK, step.id()));
                }
                points.add(new DeathPoint(Kind.ENDED, step.id()));
            }
        }
        return points;
    }

    /** Whether this is it. */
    public boolean isAt(RunUpdate update) {
        return switch (update) {
            case RunUpdate.StepBegan began -> kind == Kind.BEGAN && began.step().equals(step);
            case RunUpdate.ChunkDone chunk ->
                kind == Kind.IN_WALK && chunk.step().equals(step);
            case RunUpdate.StepEnded ended -> kind == Kind.ENDED && ended.step().equals(step);
            case RunUpdate.StepFailed ignored -> false;
            case RunUpdate.WaitingForLock ignored -> false;
            case RunUpdate.Throttled ignored -> false;
            case RunUpdate.Reconnecting ignored -> false;
        };
    }

    /** As an argument of a process. */
    String text() {
        return kind + "@" + step;
    }

    static DeathPoint parse(String text) {
        var at = text.indexOf('@');
        return new DeathPoint(Kind.valueOf(text.substring(0, at)), new StepId(text.substring(at + 1)));
    }
}
