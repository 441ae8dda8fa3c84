package dev.bellows.mysql.store;

import dev.bellows.mysql.query.Visible;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The database {@code bellows_<target>}: made once, checked at every start. No DDL can be taken back here, so each statement
 * of it may be repeated, and the version is written last.
 */
final class StoreSchema {
    /** Of this code; a database with a higher one belongs to a newer Bellows. */
    static final int VERSION = 1;

    private static final Set<Integer> MISSING_PRIVILEGE = Set.of(1044, 1142, 1227);
    private static final String INSUFFICIENT_PRIVILEGE = "42000";
    private static final String NOT_SUPPORTED = "0A000";
    private static final int PATIENCE_SECONDS = 10;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int READ_ONLY_MODE = 1836;

    /**
     * Who migrates what, and how far. The journal knows which connections were there when a line of it was written: a server
     * gives them ascending numbers, and tells nobody since when one is open.
     */
    private static final List<String> TABLES = List.of(
            "schema_version (version int NOT NULL PRIMARY KEY, at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))",
            """
            run (
                migration varchar(255) NOT NULL PRIMARY KEY, checksum varchar(255) NOT NULL, file longtext NOT NULL,
                plan longtext NOT NULL, first_saved timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
                saved timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))""",
            """
            journal (
                sequence bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, migration varchar(255) NOT NULL,
                at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), actor varchar(1000) NOT NULL,
                event longtext NOT NULL, server varchar(400) NOT NULL, last_connection bigint unsigned NOT NULL,
                KEY journal_migration (migration, sequence))""",
            """
            lease (
                migration varchar(255) NOT NULL PRIMARY KEY, epoch bigint NOT NULL, nonce varchar(64) NOT NULL,
                owner varchar(1000) NOT NULL, connection_id bigint unsigned NOT NULL,
                claimed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))""",
            """
            progress (
                migration varchar(255) NOT NULL, step varchar(255) NOT NULL, watermark longtext NOT NULL,
                storage varchar(255), visited bigint NOT NULL, changed bigint NOT NULL, total bigint NOT NULL,
                finished boolean NOT NULL, at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
                PRIMARY KEY (migration, step))""",
            """
            control (
                migration varchar(255) NOT NULL PRIMARY KEY, mode varchar(20) NOT NULL, chunk_ms bigint NOT NULL,
                max_lag_ms bigint NOT NULL, max_active int NOT NULL)""",
            """
            failed_row (
                id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, migration varchar(255) NOT NULL,
                step varchar(255) NOT NULL, row_key longtext NOT NULL, reason longtext NOT NULL,
                at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), KEY failed_row_migration (migration, step))""",
            // only inserts into it: foreground transactions must never wait for each other here
            """
            writer (
                id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
                watch varchar(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, user_name varchar(288) NOT NULL,
                session bigint unsigned NOT NULL, seen timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
                KEY writer_watch (watch, seen))""");

    /** Names that differ in case or accent are different names. */
    private static final String KIND = " ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    private final StateDatabase database;

    StoreSchema(StateDatabase database) {
        this.database = database;
    }

    /** Whether it is complete. A role without any right in it cannot tell that from none. */
    boolean exists(Connection connection) throws SQLException {
        return version(connection) > 0;
    }

    private int version(Connection connection) throws SQLException {
        return Visible.rows(
                        connection,
                        new Sql("SELECT coalesce(max(version), 0) FROM " + database.table("schema_version")),
                        row -> row.getInt(1))
                .map(List::getFirst)
                .orElse(0);
    }

    void install(Connection connection) throws SQLException {
        refuseReadOnly(connection);
        if (!exists(connection)) {
            alone(connection);
        }
        check(connection);
    }

    private void alone(Connection connection) throws SQLException {
        var lock = Leases.lockName(database, "install");
        if (!taken(connection, lock)) {
            throw new SQLException(
                    "another session has been making the database %s for %d s; try again"
                            .formatted(database.name(), PATIENCE_SECONDS),
                    "HY000",
                    LOCK_WAIT_TIMEOUT);
        }
        try {
            if (!exists(connection)) {
                create(connection);
            }
        } catch (SQLException e) {
            throw MISSING_PRIVILEGE.contains(e.getErrorCode()) ? refused(connection, e) : e;
        } finally {
            if (!connection.isClosed()) {
                new Sql("DO release_lock(?)", lock).run(connection);
            }
        }
    }

    private static boolean taken(Connection connection, String lock) throws SQLException {
        return new Sql("SELECT coalesce(get_lock(?, ?), 0)", lock, PATIENCE_SECONDS)
                .row(connection, row -> row.getBoolean(1))
                .orElse(false);
    }

    private void create(Connection connection) throws SQLException {
        // not when it is there: IF NOT EXISTS would still ask for CREATE on it
        if (new Sql("SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", database.name())
                .row(connection, row -> true)
                .isEmpty()) {
            new Sql("CREATE DATABASE IF NOT EXISTS %s CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                            .formatted(database.quoted()))
                    .run(connection);
        }
        for (var table : TABLES) {
            new Sql("CREATE TABLE IF NOT EXISTS %s%s".formatted(database.table(table), KIND)).run(connection);
        }
        new Sql("INSERT IGNORE INTO %s (version) VALUES (?)".formatted(database.table("schema_version")), VERSION)
                .run(connection);
    }

    /** Also where the role may write all the same: what is written on a replica never reaches its source. */
    private static void refuseReadOnly(Connection connection) throws SQLException {
        boolean readOnly = new Sql("SELECT cast(@@GLOBAL.read_only AS char) NOT IN ('0', 'OFF')")
                .row(connection, row -> row.getBoolean(1))
                .orElse(false);
        if (readOnly) {
            throw new SQLException(
                    "this server is read-only, as replicas are; connect to the primary (or: SET GLOBAL read_only = 0)",
                    "HY000",
                    READ_ONLY_MODE);
        }
    }

    private SQLException refused(Connection connection, SQLException cause) throws SQLException {
        var role = new Sql("SELECT current_user()")
                .row(connection, row -> Objects.requireNonNull(row.getString(1)))
                .orElseThrow();
        int at = role.lastIndexOf('@');
        var message = """
                the role %1$s may not create the database %2$s, in which Bellows keeps its journal; nothing was changed in %3$s. \
                Run once as an administrator: GRANT ALL ON %4$s.* TO '%5$s'@'%6$s' (%7$s)""".formatted(
                        role,
                        database.name(),
                        database.target(),
                        database.quoted(),
                        role.substring(0, at),
                        role.substring(at + 1),
                        cause.getMessage());
        return new SQLException(message, INSUFFICIENT_PRIVILEGE, cause.getErrorCode(), cause);
    }

    private void check(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > VERSION) {
            throw new SQLException(
                    "the database %s has version %d, this Bellows knows %d; use the newer Bellows"
                            .formatted(database.name(), version, VERSION),
                    NOT_SUPPORTED);
        }
    }
}
