package dev.bellows.testkit.scenario;

import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Who measures on this machine at the same time. Safe for threads. */
final class Machine {
    private static final ReadWriteLock USERS = new ReentrantReadWriteLock(true);

    private Machine() {}

    interface Measurement<T> {
        T take() throws SQLException;
    }

    /** Beside others. */
    static <T> T shared(Measurement<T> measurement) throws SQLException {
        return under(USERS.readLock(), measurement);
    }

    /** When the others are done, and before any of them begins again. */
    static <T> T alone(Measurement<T> measurement) throws SQLException {
        return under(USERS.writeLock(), measurement);
    }

    private static <T> T under(Lock lock, Measurement<T> measurement) throws SQLException {
        lock.lock();
        try {
            return measurement.take();
        } finally {
            lock.unlock();
        }
    }
}
