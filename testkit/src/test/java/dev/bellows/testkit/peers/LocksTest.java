package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellows.listen.RunUpdate;
import dev.bellows.postgres.session.ConnectionSource;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.kill.Commands;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.traffic.Blocker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks are waited for with a limit, on every connection; index builds are not, and leave no wreck. */
final class LocksTest {
    private static final String USERS = """
            CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, country text);
            INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 300) i;
            """;

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void no_connection_waits_for_a_lock_without_a_limit(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS, """
                ALTER TABLE users RENAME COLUMN name TO full_name;
                UPDATE users SET country = 'NL' WHERE country IS NULL;
                ALTER TABLE users ALTER COLUMN country SET NOT NULL;
                CREATE INDEX users_country ON users (country);
                """)) {
            var opened = new ArrayList<Connection>();
            var limits = new ArrayList<String>();
            ConnectionSource source = () -> {
                opened.add(trial.database().connection("bellows"));
                return opened.getLast();
            };
            var bellows = Trial.bellows(source, update -> {
                if (update instanceof RunUpdate.StepBegan || update instanceof RunUpdate.StepEnded) {
                    opened.forEach(connection -> limits.addAll(limit(connection)));
                }
            });
            for (var command :
                    List.of(Commands.EXPAND, Commands.MIGRATE, Commands.CONTRACT, Commands.ROLLBACK_TO_START)) {
                command.give(bellows, trial.file());
            }
            trial.isAtTheStart();
            assertThat(opened).hasSizeGreaterThan(4);
            assertThat(limits).hasSizeGreaterThan(30).doesNotContain("0");
        }
    }

    private static List<String> limit(Connection connection) {
        try {
            if (connection.isClosed()) {
                return List.of();
            }
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SHOW lock_timeout")) {
                rows.next();
                return List.of(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Blocker olderWriter(Trial trial, Duration time) {
        return Blocker.hold(trial.database(), "app_old", "UPDATE users SET name = 'x' WHERE id = 3", time);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void an_index_build_outwaits_an_older_writer(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS, "CREATE INDEX users_name ON users (name);")) {
            trial.expand();
            var writer = olderWriter(trial, Duration.ofSeconds(2));
            trial.migrate();
            writer.close();
            assertThat(trial.one("SELECT indisvalid FROM pg_index WHERE indexrelid = 'users_name'::regclass"))
                    .isEqualTo("t");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void the_wreck_of_a_plain_index_that_somebody_left_is_built_anew(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS, "CREATE INDEX users_name ON users (name);")) {
            var writer = olderWriter(trial, Duration.ofSeconds(1));
            try (var owner = trial.database().connection("owner");
                    var statement = owner.createStatement()) {
                statement.execute("SET statement_timeout = '200ms'");
                assertThat(catchThrowable(
                                () -> statement.execute("CREATE INDEX CONCURRENTLY users_name ON users (name)")))
                        .hasMessageContaining("timeout");
            }
            writer.close();
            var valid =
                    "SELECT string_agg(indisvalid::text, ' ') FROM pg_index WHERE indexrelid = to_regclass('users_name')";
            assertThat(trial.one(valid)).isEqualTo("false");
            assertThat(trial.plan().notes()).anyMatch(note -> note.contains("users_name is there and INVALID"));
            trial.expand().migrate();
            assertThat(trial.one(valid)).isEqualTo("true");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_unique_index_comes_back_once_the_duplicates_are_gone(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, USERS + "CREATE UNIQUE INDEX users_name ON users (name);", """
                DROP INDEX users_name;
                ALTER TABLE users ADD COLUMN note text;
                """)) {
            trial.expand().migrate().contract().app("app_new", "UPDATE users SET name = 'same' WHERE id IN (3, 4)");
            for (var attempt = 0; attempt < 2; attempt++) {
                assertThat(Commands.ROLLBACK_TO_START.give(trial.bellows(), trial.file()))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.message())
                                        .contains("users_name")
                                        .contains("duplicate"));
                assertThat(trial.one("SELECT to_regclass('users_name')")).isEqualTo("null");
            }
            trial.app("app_old", "UPDATE users SET name = 'other' WHERE id = 4")
                    .rollbackToStart()
                    .isAtTheStart();
        }
    }
}
