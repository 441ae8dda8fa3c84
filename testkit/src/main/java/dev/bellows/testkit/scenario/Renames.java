package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** Columns that get another name. */
public final class Renames {
    private static final String FILE = "V1__rename.sql";
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO full_name;";

    private Renames() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(plain(), andMore(), loaded(), used(), defaulted(), domains(), identity(), key(), noKey());
    }

    private static Case named(String name) {
        return Case.named(name).migration(FILE, RENAME).oldVersion(old()).newVersion(fresh());
    }

    private static AppVersion old() {
        return AppVersion.of("app_old", "users", Renames::text, "name text");
    }

    private static AppVersion fresh() {
        return AppVersion.of("app_new", "users", Renames::text, "full_name text");
    }

    private static List<Object> text(long token) {
        return List.of("name " + token);
    }

    /** A nullable column. */
    public static Case plain() {
        return named("rename").table("""
                CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0)
                """);
    }

    /** With a new default and a comment in the same file. */
    public static Case andMore() {
        return named("rename-and-more")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0)")
                .migration(FILE, RENAME + """
                        ALTER TABLE users ALTER COLUMN full_name SET DEFAULT 'somebody';
                        COMMENT ON COLUMN users.full_name IS 'first and last';
                        """);
    }

    /** NOT NULL, unique, referenced and referencing, indexed, with a default, a comment, grants and statistics. */
    public static Case loaded() {
        return Case.named("rename-loaded")
                .table("""
                        CREATE TABLE regions (code text PRIMARY KEY);
                        INSERT INTO regions SELECT 'r' || i FROM generate_series(0, 9) i;
                        CREATE TABLE users (
                            id bigint PRIMARY KEY,
                            email varchar(60) COLLATE "C" NOT NULL UNIQUE,
                            region text NOT NULL DEFAULT 'r0' REFERENCES regions (code) CHECK (region LIKE 'r%'),
                            touched int NOT NULL DEFAULT 0);
                        CREATE INDEX users_region ON users (region DESC, touched) WHERE region <> 'r9';
                        CREATE INDEX users_both ON users (region, email);
                        CREATE INDEX users_lower ON users (lower(email));
                        COMMENT ON COLUMN users.region IS 'where they live';
                        GRANT SELECT (region), UPDATE (region) ON users TO PUBLIC;
                        ALTER TABLE users ALTER COLUMN region SET STATISTICS 500;
                        CREATE TABLE logins (
                            email varchar(60) REFERENCES users (email) ON UPDATE CASCADE ON DELETE CASCADE);
                        """)
                .migration(FILE, """
                        ALTER TABLE users RENAME COLUMN region TO home;
                        ALTER TABLE users RENAME COLUMN email TO address;
                        """)
                .oldVersion(AppVersion.of("app_old", "users", Renames::account, "email text", "region text")
                        .without(Op.UPDATE_TO_NULL))
                .newVersion(AppVersion.of("app_new", "users", Renames::account, "address text", "home text")
                        .without(Op.UPDATE_TO_NULL));
    }

    private static List<Object> account(long token) {
        return List.of("u%d@example.org".formatted(token), "r" + token % 10);
    }

    /** Views, a policy and a generated column look at it, and a trigger of the user fires on every update. */
    public static Case used() {
        return named("rename-used").table("""
                        CREATE TABLE users (
                            id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0, updates int,
                            shout text GENERATED ALWAYS AS (upper(name)) STORED);
                        CREATE VIEW names AS SELECT id, name FROM users WHERE name IS NOT NULL;
                        CREATE MATERIALIZED VIEW counted AS SELECT count(name) AS n FROM users;
                        ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                        CREATE POLICY not_forbidden ON users USING (name IS DISTINCT FROM 'forbidden');
                        CREATE FUNCTION count_update() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN NEW.updates := coalesce(OLD.updates, 0) + 1; RETURN NEW; END';
                        CREATE TRIGGER counts BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION count_update();
                        """).twin(Case.Twin.SCHEMA);
    }

    /** Defaults that the server keeps in another type than that of their column: 0 is an integer, now() a timestamp. */
    public static Case defaulted() {
        return Case.named("rename-defaulted")
                .table("""
                        CREATE TABLE users (
                            id bigint PRIMARY KEY,
                            paid numeric(12, 2) DEFAULT 0,
                            since date DEFAULT now(),
                            weight real NOT NULL DEFAULT 0,
                            touched int NOT NULL DEFAULT 0);
                        """)
                .migration(FILE, """
                        ALTER TABLE users RENAME COLUMN paid TO settled;
                        ALTER TABLE users RENAME COLUMN since TO joined;
                        ALTER TABLE users RENAME COLUMN weight TO mass;
                        """)
                .oldVersion(AppVersion.of(
                                "app_old", "users", Renames::measures, "paid numeric", "since date", "weight real")
                        .without(Op.UPDATE_TO_NULL))
                .newVersion(AppVersion.of(
                                "app_new", "users", Renames::measures, "settled numeric", "joined date", "mass real")
                        .without(Op.UPDATE_TO_NULL));
    }

    private static List<Object> measures(long token) {
        return List.of("%d.25".formatted(token), "2020-01-%02d".formatted(1 + token % 28), token % 1000 + 0.5);
    }

    /** Columns of domains with constraints: to add another one, the server would rewrite the table. */
    public static Case domains() {
        return Case.named("rename-domains")
                .table("""
                        CREATE DOMAIN short AS varchar(40) COLLATE "C" CHECK (VALUE <> '');
                        CREATE DOMAIN label AS short CHECK (length(VALUE) > 2);
                        CREATE DOMAIN amount AS numeric(12, 2) CHECK (VALUE >= 0);
                        CREATE TABLE users (
                            id bigint PRIMARY KEY, name label, paid amount NOT NULL DEFAULT 0,
                            touched int NOT NULL DEFAULT 0);
                        CREATE INDEX users_name ON users (name);
                        """)
                .migration(FILE, """
                        ALTER TABLE users RENAME COLUMN name TO title;
                        ALTER TABLE users RENAME COLUMN paid TO settled;
                        """)
                .oldVersion(AppVersion.of("app_old", "users", Renames::labelled, "name text", "paid numeric")
                        .without(Op.UPDATE_TO_NULL))
                .newVersion(AppVersion.of("app_new", "users", Renames::labelled, "title text", "settled numeric")
                        .without(Op.UPDATE_TO_NULL));
    }

    private static List<Object> labelled(long token) {
        return List.of("name " + token, "%d.25".formatted(token));
    }

    /** The key is GENERATED ALWAYS AS IDENTITY: no statement may write it. */
    public static Case identity() {
        return named("rename-identity")
                .table("""
                        CREATE TABLE users (
                            id bigint GENERATED ALWAYS AS IDENTITY (START 1000000) PRIMARY KEY,
                            name text, touched int NOT NULL DEFAULT 0)
                        """)
                .oldVersion(old().keys(AppVersion.Keys.GENERATED))
                .newVersion(fresh().keys(AppVersion.Keys.GENERATED));
    }

    /** The primary key itself. */
    public static Case key() {
        var old = AppVersion.of("app_old", "users", Renames::text, "name text");
        var fresh = AppVersion.of("app_new", "users", Renames::text, "name text");
        return Case.named("rename-key")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, name text, touched int NOT NULL DEFAULT 0)")
                .migration(FILE, "ALTER TABLE users RENAME COLUMN id TO user_id;")
                .oldVersion(old)
                .newVersion(fresh.keyedBy("user_id"))
                .schedule(Schedule.of(Moment.MIGRATED, Moment.MIGRATED, Moment.CONTRACTED));
    }

    /** A table without a primary key: pages of it are walked instead of keys. */
    public static Case noKey() {
        return named("rename-no-key")
                .table("""
                        CREATE TABLE users (id bigint, name text, touched int NOT NULL DEFAULT 0);
                        CREATE INDEX users_id ON users (id);
                        """)
                .oldVersion(old().without(Op.UPSERT))
                .newVersion(fresh().without(Op.UPSERT));
    }
}
