package dev.bellows.testkit.scenario;

import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.AppVersion.Preparing;
import dev.bellows.testkit.traffic.Op;
import java.util.List;

/**
 * Columns that get another type. A statement that is prepared on the server fails once when the type of its result
 * changes ({@code cached plan must not change result type}), whoever changes it and however; so a version that lives on
 * through contract does not prepare on the server here.
 */
public final class Retypes {
    private static final String FILE = "V5__retype.sql";

    private Retypes() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(plain(), loaded(), key(), serialKey(), identityKey(), textToInt(), wider());
    }

    private static List<Object> number(long token) {
        return List.of((int) token);
    }

    private static List<Object> bigNumber(long token) {
        return List.of(token);
    }

    private static AppVersion old(String... columns) {
        return AppVersion.of("app_old", "users", Retypes::number, columns).preparing(Preparing.NEVER);
    }

    private static AppVersion fresh(String... columns) {
        return AppVersion.of("app_new", "users", Retypes::bigNumber, columns);
    }

    /** A nullable column, int to bigint. */
    public static Case plain() {
        return Case.named("retype")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, points int, touched int NOT NULL DEFAULT 0)")
                .migration(FILE, "ALTER TABLE users ALTER COLUMN points TYPE bigint;")
                .oldVersion(old("points int"))
                .newVersion(fresh("points bigint"))
                .schedule(Schedule.SWAP);
    }

    /** Two columns with an index, a unique constraint, a check, a foreign key, a default and a sequence. */
    public static Case loaded() {
        return Case.named("retype-loaded")
                .table("""
                        CREATE TABLE parents (id bigint PRIMARY KEY);
                        INSERT INTO parents SELECT generate_series(0, 9);
                        CREATE TABLE users (
                            id bigint PRIMARY KEY,
                            number serial UNIQUE,
                            parent int NOT NULL DEFAULT 3 CHECK (parent >= 0) REFERENCES parents (id),
                            touched int NOT NULL DEFAULT 0);
                        CREATE INDEX users_parent ON users (parent DESC NULLS LAST, touched);
                        CREATE INDEX users_some ON users (number) WHERE number > 100;
                        COMMENT ON COLUMN users.parent IS 'who';
                        """)
                .migration(FILE, """
                        ALTER TABLE users ALTER COLUMN parent TYPE bigint;
                        ALTER TABLE users ALTER COLUMN number TYPE bigint;
                        """)
                .oldVersion(AppVersion.of("app_old", "users", Retypes::child, "number int", "parent int")
                        .preparing(Preparing.NEVER)
                        .without(Op.UPDATE_TO_NULL))
                .newVersion(AppVersion.of("app_new", "users", Retypes::child, "number bigint", "parent bigint")
                        .without(Op.UPDATE_TO_NULL))
                .schedule(Schedule.SWAP);
    }

    private static List<Object> child(long token) {
        return List.of(token, token % 10);
    }

    /** The primary key. */
    public static Case key() {
        return keyed("retype-key", "id int PRIMARY KEY", AppVersion.Keys.GIVEN);
    }

    public static Case serialKey() {
        return keyed("retype-serial-key", "id serial PRIMARY KEY", AppVersion.Keys.EITHER);
    }

    public static Case identityKey() {
        return keyed(
                "retype-identity-key", "id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY", AppVersion.Keys.GENERATED);
    }

    private static Case keyed(String name, String key, AppVersion.Keys keys) {
        var old = AppVersion.of("app_old", "users", Retypes::number, "points int");
        var fresh = AppVersion.of("app_new", "users", Retypes::number, "points int");
        return Case.named(name)
                .table("""
                        CREATE TABLE users (%s, points int, touched int NOT NULL DEFAULT 0);
                        DO $$ BEGIN
                            IF pg_get_serial_sequence('users', 'id') IS NOT NULL THEN
                                PERFORM setval(pg_get_serial_sequence('users', 'id'), 1000000);
                            END IF;
                        END $$
                        """.formatted(key))
                .migration(FILE, "ALTER TABLE users ALTER COLUMN id TYPE bigint;")
                .oldVersion(old.keys(keys).preparing(Preparing.NEVER))
                .newVersion(fresh.keys(keys))
                .schedule(Schedule.SWAP);
    }

    public static Case textToInt() {
        return Case.named("retype-text-to-int")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, age text, touched int NOT NULL DEFAULT 0)")
                .migration(FILE, """
                        --! down users.age = age::text
                        ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;
                        """)
                .oldVersion(AppVersion.of("app_old", "users", token -> List.of(String.valueOf(token)), "age text"))
                .newVersion(fresh("age int"))
                .schedule(Schedule.HARD_SWAP);
    }

    /** Only a change of the catalogue. */
    public static Case wider() {
        return Case.named("widen-varchar")
                .table("CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20), touched int NOT NULL DEFAULT 0)")
                .migration(FILE, "ALTER TABLE users ALTER COLUMN name TYPE varchar(200);")
                .oldVersion(AppVersion.of("app_old", "users", token -> List.of("n" + token), "name varchar")
                        .preparing(Preparing.NEVER))
                .newVersion(AppVersion.of("app_new", "users", token -> List.of("n" + token), "name varchar")
                        .preparing(Preparing.NEVER))
                .schedule(Schedule.ADDITION);
    }
}
