package dev.bellows.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** What the server feels. Thread-safe. */
public interface LoadSignals {

    /**
     * A reading.
     *
     * @param replicaLag of the slowest streaming replica; zero where there is none
     * @param activeSessions clients other than ours that run a statement now
     * @param lockWaiters sessions that wait for a lock held by us
     */
    record Load(Duration replicaLag, int activeSessions, int lockWaiters) {}

    Load read(Connection connection) throws SQLException;
}
