package dev.bellows.plan;

/** The identity of a step in its plan, such as {@code expand.1}; an undo has {@code undo:} before it. */
public record StepId(String value) implements Comparable<StepId> {
    public StepId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("step id is blank");
        }
    }

    /** The identity of the n-th action (from 0) of the reversal of this step. */
    public StepId undo(int action) {
        return new StepId("undo:" + value + "." + action);
    }

    @Override
    public int compareTo(StepId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
