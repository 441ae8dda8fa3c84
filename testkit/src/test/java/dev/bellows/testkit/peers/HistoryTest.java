package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.run.Outcome;
import dev.bellows.testkit.kill.Commands;
import dev.bellows.testkit.postgres.PostgresVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has happened stays known, and nothing but an ordinary role and a schema is needed for it. */
final class HistoryTest {
    private static final String USERS = """
            CREATE TABLE users (id int PRIMARY KEY, name text);
            INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 300) i;
            """;
    private static final String UNIQUE = """
            ALTER TABLE users RENAME COLUMN name TO full_name;
            CREATE UNIQUE INDEX users_small ON users ((id / 2));
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_failed_and_what_was_rolled_back_stays_in_the_journal(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS, UNIQUE)) {
            trial.expand();
            assertThat(Commands.MIGRATE.give(trial.bellows(), trial.file())).isInstanceOf(Outcome.Failed.class);
            trial.rollbackToStart().isAtTheStart();
            assertThat(trial.one("SELECT string_agg(event ->> 'type', ' ' ORDER BY sequence) FROM bellows.journal"))
                    .startsWith("PlanSaved StepStarted StepFinished PhaseFinished")
                    .contains("StepFailed", "RollbackStarted", "StepUndone")
                    .endsWith("RollbackFinished");
            assertThat(trial.one("SELECT count(*) FROM bellows.journal WHERE actor = '' OR at IS NULL"))
                    .isEqualTo("0");
            assertThat(trial.one("SELECT file FROM bellows.run")).isEqualTo(UNIQUE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_table_whose_key_is_on_its_way_is_taken_with_those_that_refer_to_it(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(
                version,
                USERS + "CREATE TABLE orders (id int PRIMARY KEY, buyer int REFERENCES users, note text);",
                "ALTER TABLE users ALTER COLUMN id TYPE bigint;")) {
            trial.expand();
            var other = trial.also("V2__note.sql", "ALTER TABLE orders RENAME COLUMN buyer TO user_id;");
            assertThat(other.bellows().expand(other.file()))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .extracting(problem -> problem.code())
                                    .containsExactly("table-in-flight"));
            trial.rollbackToStart();
            other.expand().migrate().contract().purge();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_ordinary_role_is_enough_and_what_is_left_behind_is_one_schema(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS, "ALTER TABLE users RENAME COLUMN name TO full_name;")) {
            trial.expand().migrate().contract().purge();
            assertThat(trial.one("""
                    SELECT concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls)
                    FROM pg_roles WHERE rolname = 'bellows'""")).isEqualTo("f f f f f");
            assertThat(trial.one("SELECT count(*) FROM pg_event_trigger")).isEqualTo("0");
            assertThat(trial.one("SELECT string_agg(extname, ' ') FROM pg_extension"))
                    .isEqualTo("plpgsql");
            assertThat(trial.one(
                            "SELECT string_agg(nspname, ' ') FROM pg_namespace WHERE nspname !~ '^(pg_|information)'"))
                    .isEqualTo("public bellows");
        }
    }
}
