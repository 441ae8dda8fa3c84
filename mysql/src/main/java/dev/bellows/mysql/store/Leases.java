package dev.bellows.mysql.store;

import dev.bellows.migration.MigrationId;
import dev.bellows.migration.Sha256;
import dev.bellows.store.Fenced;
import dev.bellows.store.Lease;
import dev.bellows.store.LeaseHeld;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The lease: a lock of the session says whether somebody has it, the row says who, and its epoch and nonce fence off those
 * who had it. Both numbers count, because a fail-over to a replica that lags can lose an epoch, and locks of sessions are not
 * replicated at all.
 */
final class Leases {
    /** Of a hash: a lock's name has at most 64 characters, a database's and a migration's together have more. */
    private static final int NAME_BYTES = 24;

    private final StateDatabase database;
    private final String table;

    Leases(StateDatabase database) {
        this.database = database;
        this.table = database.table("lease");
    }

    Lease claim(Connection connection, MigrationId migration, String owner) throws SQLException, LeaseHeld {
        var lock = lockName(database, "lease " + migration.value());
        boolean taken = new Sql("SELECT coalesce(get_lock(?, 0), 0)", lock)
                .row(connection, row -> row.getBoolean(1))
                .orElse(false);
        if (!taken) {
            throw new LeaseHeld(holder(connection, migration, lock));
        }
        var nonce = new Sql("SELECT uuid()")
                .row(connection, row -> Objects.requireNonNull(row.getString(1)))
                .orElseThrow();
        new Sql("""
                        INSERT INTO %s (migration, epoch, nonce, owner, connection_id, claimed_at)
                        VALUES (?, 1, ?, ?, connection_id(), now(6))
                        ON DUPLICATE KEY UPDATE epoch = epoch + 1, nonce = VALUES(nonce), owner = VALUES(owner),
                            connection_id = VALUES(connection_id), claimed_at = VALUES(claimed_at)
                        """.formatted(table), migration.value(), nonce, owner).run(connection);
        return new Sql("SELECT epoch, nonce FROM %s WHERE migration = ?".formatted(table), migration.value())
                .row(connection, row -> new Lease(migration, row.getLong(1), row.getString(2)))
                .orElseThrow();
    }

    void fence(Connection transaction, Lease lease) throws SQLException, Fenced {
        boolean ours = new Sql(
                        "SELECT 1 FROM %s WHERE migration = ? AND epoch = ? AND nonce = ? LOCK IN SHARE MODE"
                                .formatted(table),
                        lease.migration().value(),
                        lease.epoch(),
                        lease.nonce())
                .row(transaction, row -> true)
                .isPresent();
        if (!ours) {
            throw new Fenced(lease);
        }
    }

    void release(Connection connection, Lease lease) throws SQLException {
        new Sql(
                        "DO release_lock(?)",
                        lockName(database, "lease " + lease.migration().value()))
                .run(connection);
    }

    /** Locks are of the whole server, so that the database is part of their names. */
    static String lockName(StateDatabase database, String purpose) {
        return "bellows " + HexFormat.of().formatHex(Sha256.of(database.name() + "/" + purpose), 0, NAME_BYTES);
    }

    /** The lease row may be of an older holder, so its owner counts only when the connection is the same. */
    private String holder(Connection connection, MigrationId migration, String lock) throws SQLException {
        return new Sql("""
                        SELECT concat_ws(', ',
                            if(e.connection_id = l.id, e.owner, 'another session'),
                            concat('connection ', l.id),
                            concat('user ', p.user, ' from ', p.host),
                            if(e.connection_id = l.id, date_format(e.claimed_at, 'since %%Y-%%m-%%d %%H:%%i:%%s UTC'), NULL),
                            concat('now ', p.command))
                        FROM (SELECT is_used_lock(?) AS id) l
                        LEFT JOIN information_schema.processlist p ON p.id = l.id
                        LEFT JOIN %s e ON e.migration = ?
                        WHERE l.id IS NOT NULL
                        """.formatted(table), lock, migration.value())
                .row(connection, row -> row.getString(1))
                .orElse("another session that ended a moment ago");
    }
}
