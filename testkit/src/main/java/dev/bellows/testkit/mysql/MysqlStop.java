package dev.bellows.testkit.mysql;

/** How a server is stopped. */
public enum MysqlStop {
    /** An orderly stop: sessions are ended, everything is written. */
    SHUTDOWN("TERM"),
    /** Killed: the next start recovers from the redo log. */
    KILL("KILL");

    private final String signal;

    MysqlStop(String signal) {
        this.signal = signal;
    }

    String signal() {
        return signal;
    }
}
