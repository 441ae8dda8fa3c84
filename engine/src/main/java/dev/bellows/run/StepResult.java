package dev.bellows.run;

/** How a step ended. A lost connection or lease is thrown instead. */
sealed interface StepResult {

    /** It is done and journalled. */
    record Finished() implements StepResult {}

    /** It failed and left nothing behind. */
    record Failed(String reason) implements StepResult {}

    /** An operator has paused the run. */
    record Paused() implements StepResult {}
}
