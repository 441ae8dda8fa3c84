package dev.bellows.testkit.sync;

import java.sql.SQLException;
import java.util.function.Predicate;

/** What code does to the data of some rows, and what both shapes must hold then. */
record Deed(String name, Predicate<Trial> applies, Body body) {

    /** The statements and the expectation. */
    @FunctionalInterface
    interface Body {
        void on(Trial trial) throws SQLException;
    }

    /** Names the case where it fails: reports of dynamic tests give numbers only. */
    void on(Trial trial) {
        try {
            body.on(trial);
        } catch (SQLException | AssertionError e) {
            throw new AssertionError(
                    "%s, %s, %s code: %s: %s"
                            .formatted(trial.pattern(), trial.stage(), trial.role(), name, e.getMessage()),
                    e);
        }
    }

    static Deed of(String name, Body body) {
        return new Deed(name, trial -> true, body);
    }

    static Deed where(Predicate<Trial> applies, String name, Body body) {
        return new Deed(name, applies, body);
    }
}
