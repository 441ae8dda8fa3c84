package dev.bellows.testkit.postgres;

/** How a server is stopped. */
public enum StopMode {
    /** An orderly stop: sessions are ended, a checkpoint is written. */
    FAST("INT"),
    /** The server's crash: no checkpoint, the next start recovers from the write-ahead log. */
    IMMEDIATE("QUIT");

    private final String signal;

    StopMode(String signal) {
        this.signal = signal;
    }

    String signal() {
        return signal;
    }
}
