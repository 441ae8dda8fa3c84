package dev.bellows.listen;

/** Hears what a run does, on the thread of the run: it must return soon. */
@FunctionalInterface
public interface RunListener {
    /** Hears nothing. */
    RunListener SILENT = update -> {};

    void heard(RunUpdate update);
}
