package dev.bellows.cli;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Sends what is logged to standard error: warnings, or everything of Bellows with {@code --verbose}. */
final class Logging {
    /** How much is logged. */
    enum Detail {
        QUIET,
        VERBOSE
    }

    private static final Logger BELLOWS = Logger.getLogger("dev.bellows");
    /** Warns of each statement that the server refuses, also where that is an answer. */
    private static final Logger MARIADB_DRIVER = Logger.getLogger("org.mariadb.jdbc");

    private Logging() {}

    static void start(PrintStream err, Detail detail) {
        LogManager.getLogManager().reset();
        var root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new Handler(err));
        MARIADB_DRIVER.setLevel(Level.OFF);
        BELLOWS.setLevel(
                switch (detail) {
                    case QUIET -> Level.WARNING;
                    case VERBOSE -> Level.FINE;
                });
    }

    private static final class Handler extends StreamHandler {
        Handler(PrintStream err) {
            super(err, new OneLine());
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }

        @Override
        public synchronized void close() {
            flush();
        }
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            var thrown = entry.getThrown() == null ? "" : " (" + entry.getThrown() + ")";
            return "%s %s %s%s%n"
                    .formatted(entry.getInstant(), entry.getLevel().getName(), formatMessage(entry), thrown);
        }
    }
}
