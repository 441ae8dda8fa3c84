package dev.bellows.testkit.mysql;

import static dev.bellows.testkit.mysql.Migrating.ID;
import static dev.bellows.testkit.mysql.Migrating.one;
import static dev.bellows.testkit.mysql.Migrating.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.dialect.Fault;
import dev.bellows.journal.RunEvent;
import dev.bellows.mysql.session.MysqlFaults;
import dev.bellows.mysql.session.MysqlSessions;
import dev.bellows.mysql.store.MysqlStore;
import dev.bellows.mysql.store.StateDatabase;
import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import dev.bellows.store.Control;
import dev.bellows.store.Progress;
import dev.bellows.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MysqlStoreTest {
    private static final StepId STEP = new StepId("migrate.1");

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void one_database_although_eight_start_at_once(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version)) {
            try (var connection = on.sessions().open()) {
                assertThat(on.store().exists(connection)).isFalse();
            }
            Callable<Boolean> install = () -> {
                try (var connection = on.sessions().open()) {
                    on.store().install(connection);
                    return on.store().exists(connection);
                }
            };
            try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var installed : starters.invokeAll(
                        IntStream.range(0, 8).mapToObj(i -> install).toList())) {
                    assertThat(installed.get()).isTrue();
                }
            }
        }
    }

    /** Nothing of it can be taken back, so whoever comes next finishes it. */
    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void what_was_begun_and_not_finished_is_finished(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var connection = on.sessions().open()) {
            on.store().install(connection);
            var state = new StateDatabase(on.database().name());
            run(connection, "DELETE FROM " + state.table("schema_version"));
            run(connection, "DROP TABLE " + state.writer());
            assertThat(on.store().exists(connection)).isFalse();
            on.store().install(connection);
            assertThat(on.store().exists(connection)).isTrue();
            assertThat(one(connection, "SELECT count(*) FROM " + state.writer()))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_role_that_may_not_create_the_database_is_told_what_to_grant(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var connection = new MysqlSessions(() -> on.database().connect(MysqlUser.APP)).open()) {
            assertThatThrownBy(() -> on.store().install(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(new MysqlFaults().classify(e)).isInstanceOf(Fault.Permanent.class))
                    .hasMessageContaining("GRANT ALL ON `bellows_%s`.* TO '%s'@'%%'"
                            .formatted(
                                    on.database().name(),
                                    MysqlUser.APP.account(on.database().name())));
            assertThat(on.store().exists(connection)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_newer_database_is_refused(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var connection = on.sessions().open()) {
            on.store().install(connection);
            run(
                    connection,
                    "INSERT INTO %s (version) VALUES (2)"
                            .formatted(new StateDatabase(on.database().name()).table("schema_version")));
            assertThatThrownBy(() -> on.store().install(connection)).hasMessageContaining("use the newer Bellows");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void nobody_writes_on_a_replica(MysqlVersion version) throws Exception {
        try (var server = MysqlServer.start(version, Map.of("read-only", "1"));
                var connection = new MysqlSessions(server::connection).open()) {
            assertThatThrownBy(() -> new MysqlStore("shop").install(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(new MysqlFaults().classify(e)).isInstanceOf(Fault.Ambiguous.class))
                    .hasMessageContaining("connect to the primary");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void two_do_not_start_at_once(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var first = on.database().connect(MysqlUser.OWNER); // ours would not idle that long
                var second = on.sessions().open()) {
            on.store().install(first);
            first.setAutoCommit(false);
            on.store().startAlone(first);
            second.setAutoCommit(false);
            assertThatThrownBy(() -> on.store().startAlone(second))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(new MysqlFaults().classify(e)).isInstanceOf(Fault.Retryable.class));
            first.rollback();
            on.store().startAlone(second);
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void a_run_and_its_journal_are_read_back(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var connection = on.sessions().open()) {
            var store = on.store();
            store.install(connection);
            var run = new Store.SavedRun(ID, "abc", "file: 'ä' \\ \"€\" 😀", "{}", Optional.empty(), Optional.empty());
            store.savePlan(connection, run);
            assertThat(store.run(connection, ID)).contains(run);
            store.append(connection, ID, new RunEvent.StepStarted(new StepId("expand.1")));
            store.append(connection, ID, new RunEvent.PhaseFinished(Phase.CONTRACT));
            assertThat(store.runs(connection).getFirst().sinceExpand())
                    .hasValueSatisfying(age -> assertThat(age).isLessThan(Duration.ofSeconds(20)));
            assertThat(store.runs(connection).getFirst().sinceContract()).isPresent();
            store.append(connection, ID, new RunEvent.RollbackStarted(Phase.CONTRACT));
            assertThat(store.runs(connection).getFirst().sinceContract()).isEmpty();
            assertThat(store.journal(connection, ID))
                    .hasSize(4)
                    .extracting(Store.Entry::event)
                    .startsWith(new RunEvent.PlanSaved("abc"), new RunEvent.StepStarted(new StepId("expand.1")));
            var line = store.journal(connection, ID).getFirst();
            assertThat(line.at()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
            assertThat(line.actor())
                    .isEqualTo(MysqlUser.OWNER.account(on.database().name()) + "@%");
            store.claim(connection, ID, "alice@one");
            store.append(connection, ID, new RunEvent.StepStarted(STEP));
            assertThat(store.journal(connection, ID).getLast().actor()).isEqualTo("alice@one");
        }
    }

    @ParameterizedTest
    @MethodSource(Migrating.VERSIONS)
    void progress_failed_rows_and_control_are_read_back_and_forgotten(MysqlVersion version) throws Exception {
        try (var on = Migrating.on(version);
                var connection = on.sessions().open()) {
            var store = on.store();
            store.install(connection);
            var progress = new Progress(
                    List.of("7", "it's, \"a\" {key} \\ 😀"), Optional.of("f"), 1, 2, 3, Progress.Extent.UNFINISHED);
            store.saveProgress(
                    connection, ID, STEP, new Progress(List.of(), Optional.empty(), 0, 0, 0, Progress.Extent.FINISHED));
            store.saveProgress(connection, ID, STEP, progress);
            assertThat(store.progress(connection, ID, STEP)).contains(progress);
            var row = new Store.FailedRow(STEP, List.of("7", "x,y "), "bad");
            var other = new Store.FailedRow(STEP, List.of("7", "X,y "), "bad");
            store.saveFailedRow(connection, ID, row);
            store.saveFailedRow(connection, ID, other);
            assertThat(store.failedRows(connection, ID)).containsExactly(row, other);
            store.removeFailedRow(connection, ID, row);
            assertThat(store.failedRows(connection, ID)).containsExactly(other);
            var defaults = new Control(Control.Mode.RUNNING, Duration.ofMillis(1), Duration.ofSeconds(1), 1);
            var control = new Control(Control.Mode.PAUSED, Duration.ofMillis(70), Duration.ofSeconds(3), 9);
            assertThat(store.control(connection, ID, defaults)).isEqualTo(defaults);
            store.setControl(connection, ID, control);
            assertThat(store.control(connection, ID, defaults)).isEqualTo(control);

            store.clearProgress(connection, ID, STEP);
            assertThat(store.progress(connection, ID, STEP)).isEmpty();
            store.saveProgress(connection, ID, STEP, progress);
            store.forget(connection, ID, List.of("w1"));
            assertThat(store.progress(connection, ID, STEP)).isEmpty();
            assertThat(store.failedRows(connection, ID)).isEmpty();
            assertThat(store.control(connection, ID, defaults)).isEqualTo(defaults);
        }
    }

    @Test
    void a_name_that_leaves_no_room_is_refused() {
        assertThat(new StateDatabase("a".repeat(56)).name()).hasSize(64);
        assertThatThrownBy(() -> new MysqlStore("a".repeat(57)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 56 characters");
        assertThat(new StateDatabase("a`b").writer()).isEqualTo("`bellows_a``b`.writer");
    }
}
