package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who wrote is told by what was written: no setting of a session, no name of a file, schema or column and no order of
 * triggers makes a write of either version fall out of the sync.
 */
final class SyncsTest {
    private static final String USERS = """
            CREATE TABLE users (id int PRIMARY KEY, name text);
            INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 100) i;
            """;
    private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO full_name;";

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void no_search_path_makes_a_writer_another_one(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(
                version, USERS + """
                CREATE SCHEMA v2; CREATE SCHEMA "V2-new"; GRANT USAGE ON SCHEMA v2, "V2-new" TO PUBLIC;
                CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1 || $1;
                """.replace("RETURN $1 || $1", "AS 'SELECT $1 || $1'"), "V2-Add_Full.sql", """
                ALTER TABLE users RENAME COLUMN name TO full_name;
                ALTER TABLE users ADD COLUMN double text;
                UPDATE users SET double = twice(name);
                """)) {
            trial.expand();
            var key = 1_000;
            for (var path : List.of("public", "v2, public", "\"V2-new\", public", "v2", "\"$user\"", "''")) {
                for (var names : List.of("name, full_name", "full_name, name")) {
                    var own = names.split(", ", -1)[0];
                    try (var app = trial.database().connection(own.equals("name") ? "app_old" : "app_new")) {
                        text(app, "SELECT set_config('search_path', $$%s$$, false)".formatted(path));
                        assertThat(text(app, """
                                INSERT INTO public.users (id, %s) VALUES (%d, 'HELLO') RETURNING name || full_name || double
                                """.formatted(own, ++key)))
                                .as(path)
                                .isEqualTo("HELLOHELLOHELLOHELLO");
                        assertThat(text(app, """
                                UPDATE public.users SET %s = 'bye' WHERE id = %d RETURNING name || full_name || double
                                """.formatted(own, key))).as(path).isEqualTo("byebyebyebye");
                    }
                }
            }
            trial.migrate();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void names_that_need_quotes_are_names_like_any_other(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE SCHEMA "V2-new"; ALTER SCHEMA "V2-new" OWNER TO owner; GRANT USAGE ON SCHEMA "V2-new" TO PUBLIC;
                CREATE TABLE "V2-new"."Order ""Items" (
                    "ID%%" int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "50%% off" int NOT NULL DEFAULT 3, "select" text UNIQUE, "a""b''c" text,
                    t text, "$bellows$" text CHECK ("$bellows$" <> '$bellows$'));
                ALTER TABLE "V2-new"."Order ""Items" OWNER TO owner;
                CREATE INDEX "My %%s Index" ON "V2-new"."Order ""Items" (lower("select"), "50%% off" DESC) WHERE "50%% off" > 0;
                INSERT INTO "V2-new"."Order ""Items" ("50%% off", "select", "a""b''c", t, "$bellows$") SELECT i, 's' || i, nullif('a''b' || i, 'a''b3'), 't', 'x'
                    FROM generate_series(1, 300) i;
                """.replace("%%", "%"), "V1__It's 100% \"new\".sql", """
                ALTER TABLE "V2-new"."Order ""Items" RENAME COLUMN "select" TO "Group By";
                ALTER TABLE "V2-new"."Order ""Items" RENAME COLUMN "$bellows$" TO "'; DROP TABLE users; --";
                ALTER TABLE "V2-new"."Order ""Items" ALTER COLUMN "50% off" TYPE bigint, ALTER COLUMN "ID%" TYPE bigint;
                ALTER TABLE "V2-new"."Order ""Items" DROP COLUMN t;
                UPDATE "V2-new"."Order ""Items" SET "a""b''c" = '100%' WHERE "a""b''c" IS NULL;
                ALTER TABLE "V2-new"."Order ""Items" ALTER COLUMN "a""b''c" SET NOT NULL;
                """)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void columns_whose_long_names_differ_at_the_end_are_each_synced(PostgresVersion version) throws Exception {
        var table = "customer_subscription_invoices_of_the_past_and_the_future_too";
        var column = "billing_address_line_which_has_a_name_as_long_as_is_allowed_it_";
        assertThat(table.length()).isLessThanOrEqualTo(63);
        var line = column.substring(0, 62);
        try (var trial = Trial.of(version, """
                CREATE TABLE %1$s (id int PRIMARY KEY, %2$s1 text NOT NULL, %2$s2 text NOT NULL DEFAULT 'd', %2$s3 int);
                INSERT INTO %1$s SELECT i, 'a' || i, 'b' || i, i FROM generate_series(1, 300) i;
                CREATE INDEX %2$sa ON %1$s (%2$s1);
                CREATE INDEX %2$sb ON %1$s (%2$s3);
                ALTER TABLE %1$s ADD CONSTRAINT %2$s1 CHECK (%2$s3 > 0), ADD CONSTRAINT %2$s2 CHECK (%2$s3 < 1000);
                """.formatted(table, line), """
                ALTER TABLE %1$s RENAME COLUMN %2$s1 TO %2$s4;
                ALTER TABLE %1$s RENAME COLUMN %2$s2 TO %2$s5;
                ALTER TABLE %1$s ALTER COLUMN %2$s3 TYPE bigint;
                """.formatted(table, line))) {
            trial.expand().app("app_old", """
                    UPDATE %1$s SET %2$s1 = 'one', %2$s2 = 'two', %2$s3 = 3 WHERE id = 1;
                    UPDATE %1$s SET %2$s4 = 'four', %2$s5 = 'five' WHERE id = 2;
                    """.formatted(table, line));
            var both = "SELECT concat_ws(' ', %2$s1, %2$s4, %2$s2, %2$s5) FROM %1$s WHERE id = ".formatted(table, line);
            assertThat(trial.one(both + 1)).isEqualTo("one one two two");
            assertThat(trial.one(both + 2)).isEqualTo("four four five five");
            trial.rollbackToStart().goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_name_inside_a_string_another_name_or_a_longer_word_is_left_alone(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE a (id int PRIMARY KEY, a int NOT NULL, name text, aa int);
                CREATE FUNCTION a(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
                CREATE INDEX a_a ON a (a(a), (a.aa + a)) WHERE name <> 'a is a' AND a > 0;
                ALTER TABLE a ADD CONSTRAINT a_check CHECK (a(a) >= 0 AND name <> 'a');
                INSERT INTO a SELECT i, i, 'n' || i, i FROM generate_series(1, 300) i;
                """, """
                --! down a.name = replace(substr(a.label, 11), '$bellows$', '')
                ALTER TABLE a ALTER COLUMN a TYPE bigint;
                ALTER TABLE a ADD COLUMN label text;
                UPDATE a SET label = 'name a is ' || name || '$bellows$';
                ALTER TABLE a DROP COLUMN name;
                """)) {
            trial.expand().app("app_old", "UPDATE a SET a = 7, name = 'new' WHERE id = 1");
            assertThat(trial.one("SELECT label || _bellows_new_a FROM a WHERE id = 1"))
                    .isEqualTo("name a is new$bellows$7");
            trial.rollbackToStart().goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_trigger_of_the_user_changes_the_row_before_the_sync_sees_it(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id int PRIMARY KEY, name text, points int NOT NULL DEFAULT 1);
                INSERT INTO users SELECT i, 'n' || i, i FROM generate_series(1, 100) i;
                CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.name := lower(trim(NEW.name)); NEW.points := NEW.points * 10; RETURN NEW; END';
                CREATE TRIGGER zzz_tidy BEFORE INSERT OR UPDATE OF name, points ON users
                    FOR EACH ROW EXECUTE FUNCTION tidy();
                """.replace(" OF name, points", ""), """
                ALTER TABLE users ADD COLUMN shout text;
                UPDATE users SET shout = upper(name);
                ALTER TABLE users ALTER COLUMN points TYPE bigint;
                """)) {
            trial.expand().app("app_old", """
                    INSERT INTO users VALUES (101, '  Ada ', 5); UPDATE users SET name = ' Bob ', points = 2 WHERE id = 1;
                    """);
            var row = "SELECT concat_ws('|', name, shout, points, _bellows_new_points) FROM users WHERE id = ";
            assertThat(trial.one(row + 101)).isEqualTo("ada|ADA|50|50");
            assertThat(trial.one(row + 1)).isEqualTo("bob|BOB|20|20");
            trial.migrate().contract().app("app_new", "UPDATE users SET points = 300000000 WHERE id = 2");
            assertThat(trial.one("SELECT points || ' ' || coalesce(_bellows_old_points, -1) FROM users WHERE id = 2"))
                    .isEqualTo("3000000000 -1");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void values_that_are_computed_from_each_others_columns_are_all_not_null(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id int PRIMARY KEY, c text, z text, full_name text NOT NULL);
                INSERT INTO users SELECT i, CASE WHEN i % 3 > 0 THEN 'c' || i END, CASE WHEN i % 2 > 0 THEN 'z' || i END,
                    'a b' FROM generate_series(1, 300) i;
                """, """
                --! down users.full_name = users.first || ' ' || users.last
                UPDATE users SET c = coalesce(z, '?') WHERE c IS NULL;
                UPDATE users SET z = coalesce(c, '!') WHERE z IS NULL;
                ALTER TABLE users ALTER COLUMN z SET NOT NULL, ALTER COLUMN c SET NOT NULL;
                ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
                UPDATE users SET first = split_part(full_name, ' ', 1), last = split_part(full_name, ' ', 2);
                ALTER TABLE users ALTER COLUMN first SET NOT NULL, ALTER COLUMN last SET NOT NULL, DROP COLUMN full_name;
                """)) {
            trial.expand()
                    .app("app_old", "INSERT INTO users (id, full_name) VALUES (301, 'x y')")
                    .app("app_new", "INSERT INTO users (id, first, last) VALUES (302, 'x', 'y')");
            assertThat(trial.one(
                            "SELECT string_agg(concat_ws(' ', first, last, full_name), ';') FROM users WHERE id > 300"))
                    .isEqualTo("x y x y;x y x y");
            trial.migrate().contract();
            assertThat(trial.one("SELECT string_agg(c || z, ' ') FROM users WHERE id > 300"))
                    .isEqualTo("?? ??");
            trial.app("app_old", "DELETE FROM users WHERE id > 300")
                    .rollbackToStart()
                    .isAtTheStart();
            trial.goesToTheEndOfTheFile();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void every_write_reaches_one_row_in_both_shapes_whatever_the_key(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (a int, b int, name text, points int, PRIMARY KEY (a, b));
                INSERT INTO users SELECT i % 10, i, 'n' || i, i FROM generate_series(1, 300) i;
                """, RENAME + "ALTER TABLE users ALTER COLUMN points TYPE bigint;")) {
            trial.expand();
            var writes = """
                    UPDATE users SET %1$s = NULL, points = NULL WHERE b = 1;
                    UPDATE users SET %1$s = 'x', points = 7 WHERE a = 2 AND b = 2;
                    UPDATE users SET a = 99, b = 1003 WHERE b = 3;
                    UPDATE users SET a = 98, b = 1004, %1$s = 'moved' WHERE b = 4;
                    DELETE FROM users WHERE b = 5;
                    INSERT INTO users (a, b, %1$s) VALUES (6, 6, 'upsert') ON CONFLICT (a, b) DO UPDATE SET %1$s = EXCLUDED.%1$s;
                    """;
            trial.app("app_old", writes.formatted("name")).migrate();
            var shapes = """
                    SELECT count(*) FILTER (WHERE %s IS DISTINCT FROM %s OR points IS DISTINCT FROM %s) || ' '
                        || count(*) || ' ' || count(%s) || ' ' || count(points) FROM users
                    """;
            assertThat(trial.one(shapes.formatted("name", "full_name", "_bellows_new_points", "name")))
                    .isEqualTo("0 299 298 298");
            trial.contract();
            trial.app("app_new", "UPDATE users SET full_name = NULL, points = NULL WHERE b = 10")
                    .app("app_new", "UPDATE users SET b = -b WHERE b = 11");
            assertThat(trial.one(
                            shapes.formatted("full_name", "_bellows_old_name", "_bellows_old_points", "full_name")))
                    .isEqualTo("0 299 297 297");
            trial.rollback();
            assertThat(trial.one("SELECT count(*) || ' ' || count(name) || ' ' || count(points) FROM users"))
                    .isEqualTo("299 297 297");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void truncate_and_bulk_loads_in_mid_flight_leave_no_row_behind(PostgresVersion version) throws Exception {
        for (var key : List.of("PRIMARY KEY", "NOT NULL")) {
            try (var trial = Trial.of(version, USERS.replace("PRIMARY KEY", key), RENAME)) {
                trial.expand()
                        .app(
                                "owner",
                                "TRUNCATE users; INSERT INTO users (id, name) SELECT i, 'm' || i FROM generate_series(1, 50) i")
                        .migrate()
                        .app(
                                "owner",
                                "TRUNCATE users; INSERT INTO users (id, full_name) SELECT i, 'k' || i FROM generate_series(1, 70) i");
                trial.verify();
                trial.contract()
                        .app(
                                "owner",
                                "TRUNCATE users; INSERT INTO users (id, full_name) SELECT i, 'l' || i FROM generate_series(1, 90) i")
                        .rollback();
                assertThat(trial.one("SELECT count(*) FROM users WHERE name = full_name AND name = 'l' || id"))
                        .isEqualTo("90");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void two_migrations_in_flight_in_one_schema_write_each_into_its_own_table(PostgresVersion version)
            throws Exception {
        try (var users = Trial.of(version, USERS + """
                CREATE TABLE shops (id int PRIMARY KEY, name text);
                INSERT INTO shops SELECT i, 's' || i FROM generate_series(1, 100) i;
                """, RENAME)) {
            var shops = users.also("V2__shops.sql", "ALTER TABLE shops RENAME COLUMN name TO full_name;");
            users.expand();
            shops.expand();
            users.app("app_old", """
                    UPDATE users SET name = 'user' WHERE id = 1; UPDATE shops SET name = 'shop' WHERE id = 1;
                    UPDATE shops SET full_name = 'shop' WHERE id = 2; UPDATE users SET full_name = 'user' WHERE id = 2;
                    """);
            shops.migrate().contract();
            users.migrate();
            assertThat(users.one("SELECT string_agg(name || full_name, ' ' ORDER BY id) FROM users WHERE id < 3"))
                    .isEqualTo("useruser useruser");
            assertThat(users.one("SELECT string_agg(_bellows_old_name || full_name, ' ') FROM shops WHERE id < 3"))
                    .isEqualTo("shopshop shopshop");
            users.rollback();
            shops.rollback().rollback().isAtTheStart();
        }
    }
}
