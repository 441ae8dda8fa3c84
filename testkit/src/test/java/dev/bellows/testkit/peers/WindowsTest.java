package dev.bellows.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellows.journal.RunState;
import dev.bellows.listen.RunListener;
import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.Action;
import dev.bellows.plan.Phase;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.kill.Commands;
import dev.bellows.testkit.postgres.PostgresVersion;
import dev.bellows.testkit.postgres.SharedServers;
import dev.bellows.testkit.scenario.Case;
import dev.bellows.testkit.scenario.Path;
import dev.bellows.testkit.scenario.Scenario;
import dev.bellows.testkit.scenario.Schedule;
import dev.bellows.testkit.traffic.AppVersion;
import dev.bellows.testkit.traffic.AppVersion.Preparing;
import dev.bellows.testkit.traffic.Op;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The moments in which writes of peers' users fail, or a crash leaves them with half a schema. */
final class WindowsTest {
    private static final String KEYED = """
            CREATE TABLE users (id int PRIMARY KEY, boss int REFERENCES users, name text NOT NULL);
            CREATE TABLE orders (id int PRIMARY KEY, buyer int NOT NULL REFERENCES users ON DELETE CASCADE);
            INSERT INTO users SELECT i, nullif(1, i), 'n' || i FROM generate_series(1, 300) i;
            INSERT INTO orders SELECT i, i FROM generate_series(1, 300) i;
            """;
    private static final String TO_BIGINT = """
            ALTER TABLE users ALTER COLUMN id TYPE bigint, ALTER COLUMN boss TYPE bigint;
            ALTER TABLE orders ALTER COLUMN buyer TYPE bigint;
            """;

    private static AppVersion version(String name, String number, String code) {
        return AppVersion.of(name, "users", token -> List.of(token, "c" + token), number, code)
                .preparing(Preparing.NEVER)
                .without(Op.UPDATE_TO_NULL);
    }

    /**
     * Expand adds shapes of columns that are NOT NULL, unique, checked and referenced; contract trades them while somebody
     * reads for five seconds. All the time both versions write and compare what they read.
     */
    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void no_write_fails_and_none_is_lost_also_while_somebody_reads_for_five_seconds(PostgresVersion server)
            throws Exception {
        var subject = Case.named("peer-windows")
                .table("""
                        CREATE TABLE users (
                            id int PRIMARY KEY, number int NOT NULL UNIQUE CHECK (number > 0),
                            code text NOT NULL DEFAULT 'c0' CHECK (code LIKE 'c%'), touched int NOT NULL DEFAULT 0);
                        CREATE TABLE orders (
                            buyer int REFERENCES users ON UPDATE CASCADE ON DELETE CASCADE,
                            number int REFERENCES users (number) ON UPDATE CASCADE ON DELETE CASCADE);
                        """)
                .migration("V1__windows.sql", """
                        ALTER TABLE users ALTER COLUMN id TYPE bigint, ALTER COLUMN number TYPE bigint;
                        ALTER TABLE users RENAME COLUMN code TO label;
                        """)
                .oldVersion(version("app_old", "number int", "code text"))
                .newVersion(version("app_new", "number bigint", "label text"))
                .schedule(Schedule.SIDE_BY_SIDE.along(Path.PURGE));
        var figures = Scenario.of(subject, SharedServers.of(server)).goesEveryWay();
        assertThat(figures).singleElement().satisfies(path -> {
            assertThat(path.during().statements()).isGreaterThan(500);
            assertThat(path.during().failed().count()).isZero();
            assertThat(path.during().missing().count()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_new_column_is_never_there_without_its_sync_nor_bound_before_contract(PostgresVersion version)
            throws Exception {
        try (var trial = Trial.of(version, KEYED, """
                --! down users.name = users.first || users.last
                ALTER TABLE users ADD COLUMN first text, ADD COLUMN last text;
                UPDATE users SET first = left(name, 1), last = substr(name, 2);
                ALTER TABLE users ALTER COLUMN first SET NOT NULL;
                ALTER TABLE users DROP COLUMN name;
                """ + TO_BIGINT)) {
            assertThat(trial.plan().steps(Phase.EXPAND)).hasSize(2).allSatisfy(step -> {
                var text = ((Action.Transaction) step.action()).statements().toString();
                assertThat(text).contains("ADD COLUMN", "CREATE TRIGGER").doesNotContain("CHECK", "SET NOT NULL");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_appears_after_the_plan_stops_contract_as_a_whole(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, KEYED, TO_BIGINT)) {
            var twin = trial.twin();
            trial.expand().migrate().app("owner", "CREATE TABLE late (buyer int REFERENCES users);");
            for (var attempt = 0; attempt < 2; attempt++) {
                assertThat(Commands.CONTRACT.give(trial.bellows(), trial.file()))
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.message()).contains("late_buyer_fkey"));
            }
            trial.app("app_old", "INSERT INTO users VALUES (1001, 1, 'x'); INSERT INTO orders VALUES (1001, 1001)");
            assertThat(trial.one("SELECT _bellows_new_id || ' ' || _bellows_new_boss FROM users WHERE id = 1001"))
                    .isEqualTo("1001 1");
            trial.app("app_old", "DELETE FROM users WHERE id = 1001").app("owner", "DROP TABLE late");
            trial.contract().app("owner", "CREATE VIEW looks AS SELECT _bellows_old_id FROM users");
            assertThat(Commands.PURGE.give(trial.bellows(), trial.file()))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.message()).contains("looks"));
            trial.app("owner", "DROP VIEW looks").rollback();
            trial.verify();
            trial.contract().purge().isLike(twin);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_crash_before_and_after_each_step_changes_nothing_about_the_end(PostgresVersion version) throws Exception {
        try (var trial = Trial.of(version, KEYED, TO_BIGINT)) {
            var twin = trial.twin();
            assertThat(crashes(trial, Commands.EXPAND, Commands.MIGRATE, Commands.CONTRACT, Commands.ROLLBACK_TO_START))
                    .isGreaterThan(40);
            trial.isAtTheStart();
            assertThat(crashes(trial, Commands.EXPAND, Commands.MIGRATE, Commands.CONTRACT, Commands.PURGE))
                    .isGreaterThan(30);
            assertThat(trial.bellows().status(trial.file().id()).orElseThrow().stage())
                    .isEqualTo(RunState.Stage.COMPLETE);
            trial.isLike(twin);
        }
    }

    /** Gives each command until it is done; it dies once at each point. How often it died. */
    private static int crashes(Trial trial, Commands... commands) {
        var points = new HashSet<String>();
        RunListener dying = update -> {
            var point = switch (update) {
                case RunUpdate.StepBegan began -> "before " + began.step();
                case RunUpdate.StepEnded ended -> "after " + ended.step();
                case RunUpdate.ChunkDone chunk -> "in " + chunk.step();
                case RunUpdate.StepFailed ignored -> "";
                case RunUpdate.WaitingForLock ignored -> "";
                case RunUpdate.Throttled ignored -> "";
                case RunUpdate.Reconnecting ignored -> "";
            };
            if (!point.isEmpty() && points.add(point)) {
                throw new IllegalStateException("crash");
            }
        };
        for (var command : commands) {
            var outcome = new AtomicReference<Outcome>();
            while (catchThrowable(() -> outcome.set(command.give(trial.bellows(dying), trial.file()))) != null) {
                assertThat(points.size()).isLessThan(200);
            }
            assertThat(outcome.get()).as(command.toString()).isInstanceOf(Outcome.Done.class);
        }
        return points.size();
    }
}
