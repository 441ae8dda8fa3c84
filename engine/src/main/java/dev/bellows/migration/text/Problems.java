package dev.bellows.migration.text;

import dev.bellows.migration.Problem;
import dev.bellows.migration.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, each problem once. For one thread. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(SourcePosition position, String code, String message, String remedy) {
        add(Problem.at(position, code, message, remedy));
    }

    public void add(Problem problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    public List<Problem> list() {
        return found.stream().sorted(Problem.IN_ORDER).toList();
    }
}
