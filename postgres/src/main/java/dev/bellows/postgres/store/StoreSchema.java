package dev.bellows.postgres.store;

import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The schema {@code bellows}: made once, checked at every start. */
final class StoreSchema {
    /** Of this code; a database with a higher one belongs to a newer Bellows. */
    static final int VERSION = 1;

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String READ_ONLY = "25006";

    /** Not when it is there: IF NOT EXISTS would still ask for CREATE on the database. */
    private static final String SCHEMA = """
            CREATE SCHEMA bellows;
            COMMENT ON SCHEMA bellows IS 'Bellows: journal, leases and progress of schema migrations';
            """;

    private static final String TABLES = """
            CREATE TABLE bellows.schema_version (version int NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE TABLE bellows.run (
                migration text PRIMARY KEY, checksum text NOT NULL, file text NOT NULL, plan text NOT NULL,
                first_saved timestamptz NOT NULL DEFAULT clock_timestamp(), saved timestamptz NOT NULL);
            CREATE TABLE bellows.journal (
                sequence bigserial PRIMARY KEY, migration text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
                actor text NOT NULL, event jsonb NOT NULL);
            CREATE INDEX journal_migration ON bellows.journal (migration, sequence);
            CREATE TABLE bellows.lease (
                migration text PRIMARY KEY, epoch bigint NOT NULL, nonce text NOT NULL, owner text NOT NULL,
                backend_pid int NOT NULL, claimed_at timestamptz NOT NULL);
            CREATE TABLE bellows.progress (
                migration text NOT NULL, step text NOT NULL, watermark text[] NOT NULL, storage text,
                visited bigint NOT NULL, changed bigint NOT NULL, total bigint NOT NULL, finished boolean NOT NULL,
                at timestamptz NOT NULL, PRIMARY KEY (migration, step)) WITH (fillfactor = 20);
            CREATE TABLE bellows.control (
                migration text PRIMARY KEY, mode text NOT NULL, chunk_ms bigint NOT NULL, max_lag_ms bigint NOT NULL,
                max_active int NOT NULL);
            CREATE TABLE bellows.failed_row (
                id bigserial PRIMARY KEY, migration text NOT NULL, step text NOT NULL, key text[] NOT NULL,
                reason text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
            CREATE INDEX failed_row_migration ON bellows.failed_row (migration, step);
            CREATE TABLE bellows.writer (
                watch text NOT NULL, application text NOT NULL, username text NOT NULL, address text NOT NULL,
                at timestamptz NOT NULL);
            CREATE INDEX writer_watch ON bellows.writer (watch, at);
            """;

    /**
     * Only inserts: foreground transactions must never wait for each other here, so no unique key and no update. In a
     * serializable transaction it does not look before it inserts, because reading what others insert would make the
     * server cancel them (40001). The setting that it leaves behind is the throttle of the trigger's WHEN: it costs a
     * session one call a second.
     */
    private static final String NOTE_WRITER = """
            CREATE OR REPLACE FUNCTION bellows.note_writer() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            DECLARE
                seen_as text := current_setting('application_name');
                seen_at text := coalesce(host(inet_client_addr()), 'local');
                moment timestamptz := clock_timestamp();
            BEGIN
                IF current_setting('transaction_isolation') = 'serializable' OR NOT EXISTS (
                    SELECT FROM bellows.writer w
                    WHERE w.watch = TG_ARGV[0] AND w.at > moment - interval '1 second' AND w.application = seen_as
                      AND w.username = session_user AND w.address = seen_at)
                THEN
                    INSERT INTO bellows.writer (watch, application, username, address, at)
                    VALUES (TG_ARGV[0], seen_as, session_user, seen_at, moment);
                END IF;
                PERFORM set_config('bellows.noted_' || TG_ARGV[0], (extract(epoch FROM moment) + 1)::text, false);
                IF TG_LEVEL = 'STATEMENT' THEN
                    RETURN NULL;
                ELSIF TG_OP = 'DELETE' THEN
                    RETURN OLD;
                END IF;
                RETURN NEW;
            END $function$;
            REVOKE ALL ON FUNCTION bellows.note_writer() FROM PUBLIC;
            """;

    /** Once for each transaction and table, so that a statement over all rows does not note each of them. */
    private static final String NOTE_UNCONVERTED = """
            CREATE OR REPLACE FUNCTION bellows.note_unconverted() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
            BEGIN
                INSERT INTO bellows.writer (watch, application, username, address, at)
                VALUES (TG_ARGV[0], current_setting('application_name'), session_user,
                        coalesce(host(inet_client_addr()), 'local'), clock_timestamp());
                PERFORM set_config('bellows.unconverted_' || TG_RELID, 'noted', true);
                RETURN NEW;
            END $function$;
            REVOKE ALL ON FUNCTION bellows.note_unconverted() FROM PUBLIC;
            """;

    private StoreSchema() {}

    /** Refuses a role that may see that it is there, and not what is in it. */
    static boolean exists(Connection connection) throws SQLException {
        var usable = new Sql("""
                        SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
                        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = 'bellows' AND c.relname = 'schema_version'
                        """).row(connection, row -> row.getBoolean(1));
        if (usable.filter(allowed -> !allowed).isPresent()) {
            throw new SQLException(
                    "the role %s may not use the schema bellows; run Bellows as the role that made it"
                            .formatted(new Sql("SELECT quote_ident(current_user)")
                                    .row(connection, row -> row.getString(1))
                                    .orElseThrow()),
                    INSUFFICIENT_PRIVILEGE);
        }
        return usable.isPresent();
    }

    /** An administrator may have made it for a role that may not create schemas. */
    private static boolean isMade(Connection connection) throws SQLException {
        return new Sql("SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'bellows'")
                .row(connection, row -> true)
                .isPresent();
    }

    static void install(Connection connection) throws SQLException {
        refuseReadOnly(connection);
        if (exists(connection)) {
            check(connection);
            return;
        }
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '10s'");
            statement.execute("SELECT pg_advisory_xact_lock(" + Leases.key("bellows:install") + ")");
            if (!exists(connection)) {
                if (!isMade(connection)) {
                    statement.execute(SCHEMA);
                }
                statement.execute(TABLES);
                statement.execute(NOTE_WRITER);
                statement.execute(NOTE_UNCONVERTED);
                new Sql("INSERT INTO bellows.schema_version (version) VALUES (?)", VERSION).run(connection);
            }
            connection.commit();
        } catch (SQLException e) {
            if (!connection.isClosed()) {
                connection.rollback();
            }
            throw INSUFFICIENT_PRIVILEGE.equals(e.getSQLState()) ? refused(connection, e) : e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
        check(connection);
    }

    /** The server's own message would name an INSERT that nobody typed. */
    private static void refuseReadOnly(Connection connection) throws SQLException {
        var why = new Sql("""
                        SELECT CASE WHEN pg_is_in_recovery() THEN 'this server is a standby; connect to the primary'
                            ELSE format('default_transaction_read_only is on for role %I, this database or this server; '
                                || 'switch it off for the role: ALTER ROLE %1$I SET default_transaction_read_only = off',
                                current_user) END
                        WHERE current_setting('transaction_read_only') = 'on'
                        """).row(connection, row -> row.getString(1));
        if (why.isPresent()) {
            throw new SQLException("the session may not write: " + why.get(), READ_ONLY);
        }
    }

    private static SQLException refused(Connection connection, SQLException cause) throws SQLException {
        var names = new Sql("SELECT quote_ident(current_user), quote_ident(current_database())")
                .row(connection, row -> List.of(row.getString(1), row.getString(2)))
                .orElseThrow();
        var message = """
                the role %1$s may not create the schema bellows, in which Bellows keeps its journal; nothing was changed. \
                Run once as an administrator: GRANT CREATE ON DATABASE %2$s TO %1$s (%3$s)""".formatted(names.get(0), names.get(1), cause.getMessage());
        return new SQLException(message, INSUFFICIENT_PRIVILEGE, cause);
    }

    private static void check(Connection connection) throws SQLException {
        int version = new Sql("SELECT max(version) FROM bellows.schema_version")
                .row(connection, row -> row.getInt(1))
                .orElse(0);
        if (version > VERSION) {
            throw new SQLException(
                    "the schema bellows has version %d, this Bellows knows %d; use the newer Bellows"
                            .formatted(version, VERSION),
                    "0A000");
        }
    }
}
