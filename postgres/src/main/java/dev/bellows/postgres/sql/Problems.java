package dev.bellows.postgres.sql;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(SourcePosition position, String code, String message, String remedy) {
        add(Problem.at(position, code, message, remedy));
    }

    void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    List<Problem> list() {
        return found.stream().sorted(Problem.IN_ORDER).toList();
    }
}
