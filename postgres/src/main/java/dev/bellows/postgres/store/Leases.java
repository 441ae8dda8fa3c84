package dev.bellows.postgres.store;

import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Sha256;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.LeaseHeld;
import dev.bellows.store.Sql;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The lease: a session lock says whether somebody has it, the row says who, and its epoch and nonce fence off those who
 * had it. Both numbers count, because a fail-over to a replica that lags can lose an epoch.
 */
final class Leases {
    private Leases() {}

    static Lease claim(Connection connection, MigrationId migration, String owner) throws SQLException, LeaseHeld {
        long key = key("bellows:" + migration.value());
        boolean taken = new Sql("SELECT pg_try_advisory_lock(?)", key)
                .row(connection, row -> row.getBoolean(1))
                .orElse(false);
        if (!taken) {
            throw new LeaseHeld(holder(connection, migration, key));
        }
        return new Sql("""
                        INSERT INTO bellows.lease (migration, epoch, nonce, owner, backend_pid, claimed_at)
                        VALUES (?, 1, gen_random_uuid()::text, ?, pg_backend_pid(), clock_timestamp())
                        ON CONFLICT (migration) DO UPDATE SET epoch = lease.epoch + 1, nonce = excluded.nonce,
                            owner = excluded.owner, backend_pid = excluded.backend_pid, claimed_at = excluded.claimed_at
                        RETURNING epoch, nonce
                        """, migration.value(), owner)
                .row(connection, row -> new Lease(migration, row.getLong(1), row.getString(2)))
                .orElseThrow();
    }

    static void fence(Connection transaction, Lease lease) throws SQLException, Fenced {
        boolean ours = new Sql(
                        "SELECT FROM bellows.lease WHERE migration = ? AND epoch = ? AND nonce = ? FOR SHARE",
                        lease.migration().value(),
                        lease.epoch(),
                        lease.nonce())
                .row(transaction, row -> true)
                .isPresent();
        if (!ours) {
            throw new Fenced(lease);
        }
    }

    static void release(Connection connection, Lease lease) throws SQLException {
        new Sql(
                        "SELECT pg_advisory_unlock(?)",
                        key("bellows:" + lease.migration().value()))
                .run(connection);
    }

    /** The first eight bytes of SHA-256: no function of the server is stable enough across versions to be a name. */
    static long key(String name) {
        return ByteBuffer.wrap(Sha256.of(name)).getLong();
    }

    /** The lease row may be of an older holder, so its owner counts only when the pid is the same. */
    private static String holder(Connection connection, MigrationId migration, long key) throws SQLException {
        return new Sql("""
                        SELECT CASE WHEN e.backend_pid = l.pid THEN e.owner ELSE 'another session' END || ', pid ' || l.pid
                            || coalesce(', user ' || a.usename, '')
                            || coalesce(' from ' || host(a.client_addr), '')
                            || coalesce(', since ' || to_char(CASE WHEN e.backend_pid = l.pid THEN e.claimed_at
                                                              ELSE a.backend_start END, 'YYYY-MM-DD HH24:MI:SS OF'), '')
                            || coalesce(', now ' || a.state, '')
                        FROM pg_locks l
                        LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                        LEFT JOIN bellows.lease e ON e.migration = ?
                        WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
                          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND l.classid::bigint = ? AND l.objid::bigint = ?
                        """, migration.value(), key >>> 32, key & 0xffff_ffffL)
                .row(connection, row -> row.getString(1))
                .orElse("another session that ended a moment ago");
    }
}
