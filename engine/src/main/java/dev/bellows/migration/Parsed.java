package dev.bellows.migration;

import java.util.List;

/** What a front end made of a file: a migration, or every reason why not. */
public sealed interface Parsed {

    record Understood(Migration migration) implements Parsed {}

    record Refused(List<Problem> problems) implements Parsed {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("refused without a reason");
            }
        }
    }
}
