package dev.bellows.testkit.scenario;

import java.util.List;
import java.util.stream.Stream;

/** Every case there is. */
public final class Cases {
    private Cases() {}

    public static List<Case> all() {
        return Stream.of(Renames.all(), Splits.all(), Retypes.all(), Additions.all(), Constraints.all())
                .flatMap(List::stream)
                .toList();
    }
}
