package dev.bellows.dialect;

import dev.bellows.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Finds who is in the way of a lock, before we queue for it. Thread-safe. */
public interface Locks {

    /** A session that holds what we want to lock. */
    record Blocker(long pid, String user, String application, Duration transactionAge, String query) {
        /** In a line, for people. */
        public String describe() {
            return "pid %d (user %s, application %s), in a transaction for %.1f s: %s"
                    .formatted(pid, user, application, transactionAge.toMillis() / 1000.0, query);
        }
    }

    /** Sessions that hold a lock conflicting with {@code lock} on a table, in transactions at least this old. */
    List<Blocker> blockers(Connection connection, List<TableName> tables, String lock, Duration atLeast)
            throws SQLException;

    /** Takes the lock on each table in order, within the limits of the transaction. */
    void acquire(Connection transaction, List<TableName> tables, String lock) throws SQLException;
}
