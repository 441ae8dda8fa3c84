package dev.bellows.cli;

/**
 * What a person reads who stops a command with ^C: the process ends at once, and the journal has what was committed.
 * Silent when the command came to its end.
 */
final class Farewell implements AutoCloseable {
    private final Thread hook;

    private Farewell(Thread hook) {
        this.hook = hook;
    }

    static Farewell on(Screen screen) {
        var hook = Thread.ofPlatform().unstarted(() -> {
            screen.err().println();
            screen.err().println("Stopped. What was committed is kept, and nothing is half done.");
            screen.err().println("Next: " + screen.paint().strong("bellows status"));
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Farewell(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook has spoken
        }
    }
}
