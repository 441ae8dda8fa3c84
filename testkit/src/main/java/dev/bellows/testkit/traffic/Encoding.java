package dev.bellows.testkit.traffic;

import java.util.List;

/** How a version writes a logical value down: one parameter for each of its fields. */
@FunctionalInterface
public interface Encoding {
    List<Object> of(long token);
}
