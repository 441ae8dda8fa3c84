package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/** NOT NULL, defaults, indexes, comments, new tables, and several of all that in one file. */
public final class Constraints {
    private static final String TABLE = """
            CREATE TABLE users (id bigint PRIMARY KEY, name text%s, touched int NOT NULL DEFAULT 0);
            CREATE INDEX users_touched ON users (touched);
            """;

    private Constraints() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                notNull(),
                notNullWithFill(),
                nullable(),
                nullableUsed(),
                plain("set-default", "", "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'nobody';"),
                plain("drop-default", " DEFAULT 'x'", "ALTER TABLE users ALTER COLUMN name DROP DEFAULT;"),
                plain("create-index", "", "CREATE INDEX users_name ON users (lower(name), id DESC) WHERE id > 10;"),
                plain("create-unique-index", "", "CREATE UNIQUE INDEX users_name ON users (name);"),
                plain("drop-index", "", "DROP INDEX users_touched;"),
                plain("comment", "", "COMMENT ON COLUMN users.name IS 'what we call them';"),
                plain("create-table", "", """
                        CREATE TABLE notes (
                            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL DEFAULT '');
                        CREATE INDEX notes_body ON notes (body);
                        COMMENT ON TABLE notes IS 'new';
                        """),
                several());
    }

    private static List<Object> name(long token) {
        return List.of("name " + token);
    }

    private static AppVersion version(String version) {
        return AppVersion.of(version, "users", Constraints::name, "name text");
    }

    private static Case plain(String name, String column, String sql) {
        return Case.named(name)
                .table(TABLE.formatted(column))
                .migration("V8__plain.sql", sql)
                .oldVersion(version("app_old"))
                .newVersion(version("app_new"))
                .schedule(Schedule.ADDITION);
    }

    /** No row is NULL, and nobody writes NULL. */
    public static Case notNull() {
        var subject = plain("set-not-null", "", "ALTER TABLE users ALTER COLUMN name SET NOT NULL;");
        return subject.oldVersion(version("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(version("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** The old version writes NULL until contract; from then on every NULL has a value. */
    public static Case notNullWithFill() {
        return plain("set-not-null-fill", "", """
                        UPDATE users SET name = 'unknown' WHERE name IS NULL;
                        ALTER TABLE users ALTER COLUMN name SET NOT NULL;
                        """)
                .newVersion(version("app_new").readsAbsentAs("unknown"))
                .schedule(Schedule.of(Moment.EXPANDED, Moment.CONTRACTED, Moment.CONTRACTED));
    }

    /** Nobody writes NULL before it is certain that NOT NULL does not come back. */
    public static Case nullable() {
        return plain("drop-not-null", " NOT NULL", "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;")
                .oldVersion(version("app_old").without(Op.UPDATE_TO_NULL))
                .newVersion(version("app_new").without(Op.UPDATE_TO_NULL));
    }

    /** The new version makes use of it. */
    public static Case nullableUsed() {
        var subject = nullable();
        return new Case(
                        "drop-not-null-used",
                        subject.start(),
                        subject.file(),
                        subject.old(),
                        subject.fresh(),
                        Schedule.ADDITION.along(Path.PURGE),
                        Case.Twin.SCHEMA)
                .newVersion(version("app_new"));
    }

    /** Several operations on two tables in one file. */
    public static Case several() {
        return Case.named("several")
                .table("""
                        CREATE TABLE users (
                            id bigint PRIMARY KEY, name text, points int, flag boolean,
                            touched int NOT NULL DEFAULT 0);
                        CREATE INDEX users_name ON users (name);
                        CREATE TABLE orders (id int PRIMARY KEY, total numeric(8, 2), note text);
                        INSERT INTO orders SELECT i, i / 3.0, 'note ' || i FROM generate_series(1, 2000) i;
                        """)
                .migration("V9__several.sql", """
                        --! down users.name = first_name || ' ' || last_name
                        ALTER TABLE users ADD COLUMN first_name text, ADD COLUMN last_name text;
                        UPDATE users SET first_name = split_part(name, ' ', 1),
                            last_name = substr(name, strpos(name, ' ') + 1);
                        ALTER TABLE users DROP COLUMN name;
                        ALTER TABLE users RENAME COLUMN points TO score;
                        ALTER TABLE users ALTER COLUMN flag SET DEFAULT false;
                        ALTER TABLE users ADD COLUMN joined timestamptz NOT NULL DEFAULT '2020-01-01';
                        CREATE INDEX users_flag ON users (flag);
                        ALTER TABLE orders RENAME COLUMN note TO remark;
                        ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
                        COMMENT ON COLUMN orders.remark IS 'free text';
                        """)
                .oldVersion(AppVersion.of("app_old", "users", Constraints::whole, "name text", "points int"))
                .newVersion(AppVersion.of(
                        "app_new", "users", Constraints::parts, "first_name text", "last_name text", "score int"))
                .twin(Case.Twin.SCHEMA);
    }

    private static List<Object> whole(long token) {
        return List.of("first%1$d last%1$d".formatted(token), (int) token);
    }

    private static List<Object> parts(long token) {
        return List.of("first" + token, "last" + token, (int) token);
    }
}
