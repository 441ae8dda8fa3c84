package dev.bellows.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Opens connections that obey our discipline. Thread-safe. */
public interface Sessions {
    /**
     * A connection in autocommit mode with application name {@code bellows}, on which an orphaned backend notices that
     * we are gone, and which never waits for a lock without a limit.
     */
    Connection open() throws SQLException;

    /**
     * In a transaction: limits every lock wait to {@code lockWait} and every statement to {@code run}; zero is none. Where
     * DDL commits by itself, also outside of one, for the next statement.
     */
    void limit(Connection transaction, Duration lockWait, Duration run) throws SQLException;

    /**
     * Outside a transaction: lifts every limit of the session, for a statement that must not be cut short; {@link #limited}
     * puts them back.
     */
    void unlimited(Connection connection) throws SQLException;

    /** Puts back the limits that {@link #open} gave the session. */
    void limited(Connection connection) throws SQLException;

    /** In a transaction that copies rows: keeps the sync from firing and, as asked and where allowed, all the rest. */
    void quiet(Connection transaction, Firing firing) throws SQLException;

    /** What fires for a row that is copied, beside the sync, which does not. */
    enum Firing {
        NOTHING,
        /** Users' triggers, and with them the server's own that check foreign keys. */
        EVERYTHING
    }
}
