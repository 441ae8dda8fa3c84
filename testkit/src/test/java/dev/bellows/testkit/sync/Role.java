package dev.bellows.testkit.sync;

import dev.bellows.testkit.sync.Pattern.Overlap;
import java.util.ArrayList;
import java.util.List;

/** Which code writes. */
enum Role {
    OLD,
    NEW,
    BOTH;

    /** Who can be there at a stage. */
    static List<Role> at(Stage stage, Overlap overlap) {
        return switch (overlap) {
            case BOTH_NAMES -> stage == Stage.CONTRACTED ? List.of(NEW) : List.of(OLD, NEW, BOTH);
            case OLD_STAYS -> stage == Stage.CONTRACTED ? List.of(BOTH) : List.of(OLD, BOTH);
            case ONE_NAME -> stage == Stage.CONTRACTED ? List.of(NEW) : List.of(OLD);
        };
    }

    /** The columns that it names. */
    List<Pattern.Shape.Column> columns(Pattern pattern) {
        var columns = new ArrayList<Pattern.Shape.Column>();
        if (this != NEW) {
            columns.addAll(pattern.old().columns());
        }
        if (this != OLD) {
            columns.addAll(pattern.fresh().columns());
        }
        return columns;
    }
}
