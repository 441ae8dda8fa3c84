package dev.bellows.plan;

import dev.bellows.migration.Problem;
import java.util.List;

/** What a planner made of a migration and a catalogue: a plan, or every reason why not. */
public sealed interface Planned {

    record Accepted(Plan plan) implements Planned {}

    record Rejected(List<Problem> problems) implements Planned {
        public Rejected {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("rejected without a reason");
            }
        }
    }
}
