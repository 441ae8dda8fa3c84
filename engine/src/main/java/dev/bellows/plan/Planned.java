package dev.bellows.plan;

import dev.bellows.migration.Problem;
import java.util.List;

/** What a planner made of a migration and a catalogue: a plan, or every reason why not. */
public sealed interface Planned {

    record Accepted(Plan plan) implements Planned {}

    /** The reasons, each once, in the order of the file. */
    record Rejected(List<Problem> problems) implements Planned {
        public Rejected {
            problems = problems.stream().distinct().sorted(Problem.IN_ORDER).toList();
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("rejected without a reason");
            }
        }
    }
}
