package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.journal.RunState;
import dev.bellows.plan.Phase;
import dev.bellows.run.Outcome;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.kill.Commands;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How rows are copied: whatever key the table has, each row about once, and nobody notices. */
final class FillsTest {
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_key_that_is_generated_always_is_no_obstacle(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email text, country text,
                    points int);
                INSERT INTO users (name, email, points) SELECT 'a' || i || ' b' || i, 'e' || i, i
                    FROM generate_series(1, 500) i;
                """, """
                --! down users.name = users.first || ' ' || users.last
                ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
                UPDATE users SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
                ALTER TABLE users ALTER COLUMN first SET NOT NULL;
                ALTER TABLE users DROP COLUMN name;
                ALTER TABLE users RENAME COLUMN email TO mail;
                UPDATE users SET country = 'NL' WHERE country IS NULL;
                ALTER TABLE users ALTER COLUMN country SET NOT NULL;
                ALTER TABLE users ALTER COLUMN points TYPE bigint;
                """)) {
            trial.goesThereAndBack();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void triggers_of_the_user_do_not_fire_for_copied_rows_or_the_plan_says_that_they_will(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id int PRIMARY KEY, name text, changed timestamptz NOT NULL DEFAULT '2020-01-01');
                CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY, user_id int);
                INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 500) i;
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.changed := clock_timestamp(); RETURN NEW; END';
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO audit (user_id) VALUES (NEW.id); RETURN NULL; END';
                CREATE TRIGGER a_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
                CREATE TRIGGER b_note AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();
                """, "ALTER TABLE users RENAME COLUMN name TO full_name;")) {
            var notes = String.join("\n", trial.plan().notes());
            trial.expand().migrate().contract();
            var fired = trial.one("SELECT count(*) FROM users WHERE changed > '2020-01-02'") + " "
                    + trial.one("SELECT count(*) FROM audit");
            if (version.major() < 15) { // there no role but a superuser may silence them
                assertThat(notes).contains("a_touch, b_note").contains("session_replication_role");
                assertThat(fired).isEqualTo("500 500");
            } else {
                assertThat(notes).isEmpty();
                assertThat(fired).isEqualTo("0 0");
            }
            trial.app("app_new", "UPDATE users SET full_name = 'x' WHERE id = 3");
            assertThat(trial.one("SELECT count(*) FROM audit WHERE user_id = 3"))
                    .isEqualTo(version.major() < 15 ? "2" : "1");
        }
    }

    @ParameterizedTest
    @CsvSource({"V14, NOT DEFERRABLE", "V14, INITIALLY DEFERRED", "V18, NOT DEFERRABLE", "V18, INITIALLY DEFERRED"})
    void a_value_that_breaks_a_foreign_key_is_never_written(PostgresVersion version, String checked) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE countries (id int PRIMARY KEY);
                CREATE TABLE users (id int PRIMARY KEY, country int CONSTRAINT lives REFERENCES countries %s);
                INSERT INTO countries VALUES (1);
                INSERT INTO users SELECT i, CASE WHEN i %% 2 = 0 THEN 1 END FROM generate_series(1, 300) i;
                """.formatted(checked), """
                UPDATE users SET country = 99 WHERE country IS NULL;
                ALTER TABLE users ALTER COLUMN country SET NOT NULL;
                """)) {
            trial.expand().migrate();
            var outcome = Commands.CONTRACT.give(trial.bellows(), trial.file());
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(trial.bellows().status(trial.file().id()).orElseThrow().failedRows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.reason()).contains("lives"));
            assertThat(trial.one("SELECT count(*) FROM users WHERE country = 99"))
                    .isEqualTo("0");
            trial.rollback();
            assertThat(trial.one("SELECT count(*) FROM users WHERE country IS NULL"))
                    .isEqualTo("150");
            trial.app("owner", "INSERT INTO countries VALUES (99)");
            trial.verify();
            trial.contract();
            assertThat(trial.one("SELECT count(*) FROM users WHERE country = 99"))
                    .isEqualTo("150");
            trial.rollbackToStart().isAtTheStart();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void old_rows_get_a_volatile_default_once(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(
                version, """
                CREATE TABLE users (id int PRIMARY KEY);
                INSERT INTO users SELECT i FROM generate_series(1, 500) i;
                """, "ALTER TABLE users ADD COLUMN lucky int NOT NULL DEFAULT (random() * 1000000)::int;")) {
            trial.expand().app("app_old", "INSERT INTO users VALUES (501)").migrate();
            var values = "SELECT md5(string_agg(lucky::text, ',' ORDER BY id)) FROM users";
            var once = trial.one(values);
            trial.app("app_old", "UPDATE users SET id = -id WHERE id < 10")
                    .app("app_old", "UPDATE users SET id = -id WHERE id < 0");
            trial.migrate().contract().purge();
            assertThat(trial.one(values)).isEqualTo(once);
            assertThat(trial.one("SELECT count(DISTINCT lucky) > 400 AND count(lucky) = 501 FROM users"))
                    .isEqualTo("t");
            assertThat(trial.bellows().status(trial.file().id()).orElseThrow().stage())
                    .isEqualTo(RunState.Stage.COMPLETE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_expression_that_gives_another_value_each_time_is_computed_once_for_each_row(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL);
                INSERT INTO products SELECT i, 'same' FROM generate_series(1, 500) i;
                """, """
                --! down products.name = split_part(products.unique_name, '-', 1)
                ALTER TABLE products ADD COLUMN unique_name text;
                UPDATE products SET unique_name = name || '-' || (random() * 1e12)::bigint;
                ALTER TABLE products ALTER COLUMN unique_name SET NOT NULL;
                CREATE UNIQUE INDEX products_unique_name ON products (unique_name);
                ALTER TABLE products DROP COLUMN name;
                """)) {
            trial.expand()
                    .app("app_old", "INSERT INTO products VALUES (501, 'same')")
                    .migrate();
            var values = "SELECT md5(string_agg(unique_name, ',' ORDER BY id)) FROM products WHERE id <> 7";
            var once = trial.one(values);
            trial.app("app_old", "UPDATE products SET name = 'other' WHERE id = 7");
            assertThat(trial.one("SELECT unique_name FROM products WHERE id = 7"))
                    .startsWith("other-");
            trial.verify();
            trial.contract();
            assertThat(trial.one(values)).isEqualTo(once);
            trial.app("app_new", "UPDATE products SET unique_name = 'mine-1' WHERE id = 8");
            assertThat(trial.bellows().rollback(trial.file().id(), RollbackTo.PREVIOUS))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(trial.one("SELECT name FROM products WHERE id = 8")).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @CsvSource({"V14, PRIMARY KEY", "V14, NOT NULL", "V18, PRIMARY KEY", "V18, NOT NULL"})
    void a_chunk_reads_its_own_rows_only_also_without_statistics(PostgresVersion version, String key) throws Exception {
        try (var trial = Trial.of(version, """
                CREATE TABLE users (id int %s, name text) WITH (autovacuum_enabled = false);
                INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 30000) i;
                """.formatted(key), "ALTER TABLE users RENAME COLUMN name TO full_name;")) {
            var plan = trial.plan();
            trial.expand();
            for (var step : plan.steps(Phase.MIGRATE)) {
                for (var mode : List.of("force_custom_plan", "force_generic_plan")) {
                    assertThat(trial.explained(step.action(), mode))
                            .as(step.title() + ", " + mode)
                            .containsPattern("(Index|Tid Range) Scan")
                            .doesNotContain("Seq Scan");
                }
            }
        }
    }
}
