package dev.bellows.run;

import dev.bellows.migration.Problem;
import dev.bellows.plan.StepId;
import java.util.List;

/** How a command ended. */
public sealed interface Outcome {

    /** What state things are in now, and the next command. */
    Standing standing();

    /** It did what it was asked, or that was done already. */
    record Done(Standing standing) implements Outcome {}

    /** It was not begun, for these reasons. */
    record Refused(Standing standing, List<Problem> problems) implements Outcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Evidence is missing; the reports say which. */
    record GateClosed(Standing standing, List<GateReport> reports) implements Outcome {
        public GateClosed {
            reports = List.copyOf(reports);
        }
    }

    /** Another runner has the lease. */
    record Held(Standing standing, String holder) implements Outcome {}

    /** It stopped at a step; nothing is half done, and it is safe to try again. */
    record Failed(Standing standing, String tried, String message) implements Outcome {}

    /** A person has to decide. */
    record NeedsOperator(Standing standing, String question) implements Outcome {}

    /** An operator has paused the run at this step. */
    record Paused(Standing standing, StepId step) implements Outcome {}
}
