package dev.bellows.mysql.plan;

import dev.bellows.mysql.catalog.Algorithm;
import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Action;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Impact.Blocks;
import dev.bellows.plan.Impact.Lasts;
import dev.bellows.plan.Impact.Work;
import dev.bellows.plan.Probe;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.draft.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds of steps that plans for these servers are made of, for one table. */
record Drafts(PlanContext context) {
    /** The metadata lock that every ALTER TABLE takes at its end. */
    static final String EXCLUSIVE = "EXCLUSIVE";

    private static final Impact BRIEFLY = new Impact(EXCLUSIVE, Blocks.READS_AND_WRITES, Lasts.BRIEFLY, Work.CATALOGUE);

    /** Rows a second on 2 cores, for estimates only. */
    private static final long BACKFILL_RATE = 30_000;

    private static final long SCAN_RATE = 500_000;
    private static final long BUILD_RATE = 150_000;

    Draft alter(Change change) {
        var algorithm = algorithm(change.clauses());
        return new Draft(
                change.title(),
                ddl(change.clauses(), change.happened()),
                impact(algorithm),
                reversal(change),
                Optional.empty(),
                isLong(algorithm) ? work(BUILD_RATE) : Estimate.CATALOGUE);
    }

    /** An ALTER TABLE that is taken back only when nothing is lost by it. */
    Draft provedBack(Change change, List<Action.Verify> proofs) {
        var draft = alter(change);
        if (!(draft.reversal() instanceof Reversal.Undo(var undo))) {
            return draft;
        }
        var actions = new ArrayList<Action>(proofs);
        actions.addAll(undo);
        return new Draft(
                draft.title(),
                draft.action(),
                draft.impact(),
                new Reversal.Undo(actions),
                draft.probe(),
                draft.estimate());
    }

    Action.Ddl ddl(String clauses, Probe probe) {
        return new Action.Ddl(
                List.of(context.table().name()),
                EXCLUSIVE,
                new SqlStatement("ALTER TABLE %s %s, %s"
                        .formatted(
                                Quoted.table(context.table().name()),
                                clauses,
                                algorithm(clauses).demand())),
                probe);
    }

    /** A plan is made only of what the server was asked about. */
    private Algorithm algorithm(String clauses) {
        return context.cost(clauses)
                .map(cost -> Algorithm.valueOf(cost.algorithm()))
                .orElse(Algorithm.INSTANT);
    }

    private Reversal reversal(Change change) {
        return switch (change.back()) {
            case Change.Clauses(var clauses, var happened) -> new Reversal.Undo(List.of(ddl(clauses, happened)));
            case Change.Needless(var why) -> new Reversal.Nothing(why);
            case Change.Never(var why) -> new Reversal.Final(why);
        };
    }

    private static Impact impact(Algorithm algorithm) {
        return switch (algorithm) {
            case INSTANT -> BRIEFLY;
            case IN_PLACE -> new Impact(EXCLUSIVE, Blocks.READS_AND_WRITES, Lasts.BRIEFLY, Work.SCANS);
            case REBUILDS, COPIES -> new Impact(EXCLUSIVE, Blocks.READS_AND_WRITES, Lasts.BRIEFLY, Work.REWRITES);
            case BLOCKS_WRITES -> new Impact("SHARED", Blocks.WRITES, Lasts.WHOLE_STEP, Work.REWRITES);
        };
    }

    private static boolean isLong(Algorithm algorithm) {
        return algorithm != Algorithm.INSTANT;
    }

    Draft start(SyncTriggers.Ddl ddl) {
        return new Draft(
                ddl.title(),
                ddl.act(),
                BRIEFLY,
                new Reversal.Undo(List.of(ddl.back())),
                Optional.empty(),
                Estimate.CATALOGUE);
    }

    Draft end(SyncTriggers.Ddl ddl, Reversal reversal) {
        return new Draft(ddl.title(), ddl.act(), BRIEFLY, reversal, Optional.empty(), Estimate.CATALOGUE);
    }

    Draft backfill(Action.Backfill backfill) {
        return new Draft(
                "fill %s in chunks".formatted(String.join(", ", backfill.columns())),
                backfill,
                new Impact("row locks", Blocks.NOTHING, Lasts.PER_CHUNK, Work.WRITES_ROWS),
                new Reversal.Nothing("what it fills goes with the new columns"),
                Optional.empty(),
                work(BACKFILL_RATE));
    }

    Draft verify(Action.Verify verify) {
        return new Draft(
                "compare every row: " + verify.what(),
                verify,
                new Impact("none", Blocks.NOTHING, Lasts.PER_CHUNK, Work.SCANS),
                new Reversal.Nothing("it only reads"),
                Optional.empty(),
                work(SCAN_RATE));
    }

    private Estimate work(long rate) {
        var size = context.table().size();
        var rows = Math.max(0, size.rows());
        return new Estimate(rows, size.bytes(), Duration.ofMillis(Math.max(10, rows * 1000 / rate)));
    }
}
