package dev.bellows.testkit.postgres;

import java.sql.SQLException;

/**
 * The ordinary roles of a live database, none of them a superuser: two versions of the application, the owner of the
 * schema, and Bellows as a member of the owner.
 */
public final class Roles {
    /** The old version of the application: reads and writes rows, creates nothing. */
    public static final String APP_OLD = "app_old";

    /** The new version of the application, with the same rights. */
    public static final String APP_NEW = "app_new";

    /** Owns the schema {@code public} and what is in it. */
    public static final String OWNER = "owner";

    /** Member of the owner; may create schemas in the database. */
    public static final String BELLOWS = "bellows";

    // Roles belong to the server and advisory locks to a database: run it in the same database for all.
    private static final String CREATE = """
            DO $do$
            DECLARE wanted text;
            BEGIN
                PERFORM pg_advisory_xact_lock(7202701);
                FOREACH wanted IN ARRAY ARRAY['app_old', 'app_new', 'owner', 'bellows'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                        EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER', wanted);
                    END IF;
                END LOOP;
                IF NOT pg_has_role('bellows', 'owner', 'MEMBER') THEN
                    GRANT owner TO bellows;
                END IF;
            END $do$
            """;

    private static final String GRANT = """
            GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %s TO bellows;
            ALTER SCHEMA public OWNER TO owner;
            REVOKE CREATE ON SCHEMA public FROM PUBLIC;
            GRANT USAGE ON SCHEMA public TO app_old, app_new;
            ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA public
                GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_old, app_new;
            ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA public
                GRANT USAGE, SELECT ON SEQUENCES TO app_old, app_new
            """;

    private static final String ADOPT = """
            DO $do$
            DECLARE command text;
            BEGIN
                FOR command IN
                    SELECT format('ALTER %s %s OWNER TO owner',
                        CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                            WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, oid::regclass)
                    FROM pg_class c
                    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                            AND d.objid = c.oid AND (d.deptype = 'e' OR (relkind = 'S' AND d.deptype IN ('a', 'i'))))
                    UNION ALL
                    SELECT format('ALTER ROUTINE %s OWNER TO owner', oid::regprocedure)
                    FROM pg_proc p
                    WHERE pronamespace = 'public'::regnamespace
                        AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
                    UNION ALL
                    SELECT format('ALTER TYPE %s OWNER TO owner', oid::regtype)
                    FROM pg_type t
                    WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r', 'c')
                        AND (typrelid = 0 OR (SELECT relkind = 'c' FROM pg_class WHERE oid = typrelid))
                        AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
                LOOP
                    EXECUTE command;
                END LOOP;
            END $do$;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_old, app_new;
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO app_old, app_new
            """;

    private Roles() {}

    /** Creates the roles on the server, if they are missing, and gives them their rights in this database. */
    public static void prepare(PostgresDatabase database) throws SQLException {
        try (var connection = database.server().superuserConnection();
                var statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
        database.execute(GRANT.formatted(database.name()));
    }

    /** Gives what is already in the schema {@code public} to the owner; call {@link #prepare} first. */
    public static void adopt(PostgresDatabase database) throws SQLException {
        database.execute(ADOPT);
    }
}
