package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.journal.RunEvent;
import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import dev.bellows.postgres.session.PostgresSessions;
import dev.bellows.postgres.store.PostgresStore;
import dev.bellows.run.Outcome;
import dev.bellows.store.Control;
import dev.bellows.store.Fenced;
import dev.bellows.store.LeaseHeld;
import dev.bellows.store.Progress;
import dev.bellows.store.Store;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StoreTest {
    private final Store store = new PostgresStore();

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void one_schema_although_eight_start_at_once(PostgresVersion version) throws Exception {
        var target = Target.with(version, 0);
        try (var connection = target.sessions().open()) {
            assertThat(store.exists(connection)).isFalse();
        }
        Callable<Boolean> install = () -> {
            try (var connection = target.sessions().open()) {
                store.install(connection);
                return store.exists(connection);
            }
        };
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var installed : starters.invokeAll(
                    IntStream.range(0, 8).mapToObj(i -> install).toList())) {
                assertThat(installed.get()).isTrue();
            }
        }
        assertThat(target.one("SELECT count(*) FROM bellows.schema_version")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_role_that_may_not_create_the_schema_is_told_what_to_grant(PostgresVersion version) throws Exception {
        var target = Target.with(version, 0);
        var role = "weak_" + target.database().name();
        target.database().execute("CREATE ROLE %s LOGIN".formatted(role));
        try (var connection = new PostgresSessions(() -> target.database().connection(role)).open()) {
            assertThatThrownBy(() -> store.install(connection))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("GRANT CREATE ON DATABASE")
                    .hasMessageContaining(role);
            assertThat(store.exists(connection)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void the_second_claimer_hears_who_has_it_and_a_zombie_is_fenced_off(PostgresVersion version) throws Exception {
        var target = Target.with(version, 0);
        try (var first = target.sessions().open();
                var second = target.sessions().open()) {
            store.install(first);
            var old = store.claim(first, Target.ID, "alice@one");
            var pid = Target.one(first, "SELECT pg_backend_pid()");
            assertThatThrownBy(() -> store.claim(second, Target.ID, "bob@two"))
                    .isInstanceOf(LeaseHeld.class)
                    .hasMessageContaining("alice@one")
                    .hasMessageContaining(pid);
            store.release(first, old);
            var lease = store.claim(second, Target.ID, "bob@two");
            assertThat(lease.epoch()).isEqualTo(old.epoch() + 1);
            assertThat(lease.nonce()).isNotEqualTo(old.nonce());
            assertThatThrownBy(() -> store.fence(first, old)).isInstanceOf(Fenced.class);
            store.fence(second, lease);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_command_beside_another_runner_says_who_that_is(PostgresVersion version) throws Exception {
        var target = Target.with(version, 1);
        try (var first = target.sessions().open()) {
            store.install(first);
            store.claim(first, Target.ID, "alice@one");
            assertThat(target.bellows(Plans.full()).run(Target.FILE))
                    .isInstanceOfSatisfying(
                            Outcome.Held.class,
                            held -> assertThat(held.holder()).contains("alice@one"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void what_is_saved_is_read_back(PostgresVersion version) throws Exception {
        var target = Target.with(version, 0);
        var step = new StepId("migrate.1");
        try (var connection = target.sessions().open()) {
            store.install(connection);
            var run = new Store.SavedRun(Target.ID, "abc", "file", "{}", Optional.empty(), Optional.empty());
            store.savePlan(connection, run);
            assertThat(store.run(connection, Target.ID)).contains(run);
            store.append(connection, Target.ID, new RunEvent.StepStarted(new StepId("expand.1")));
            store.append(connection, Target.ID, new RunEvent.PhaseFinished(Phase.CONTRACT));
            assertThat(store.runs(connection).getFirst().sinceExpand()).isPresent();
            assertThat(store.runs(connection).getFirst().sinceContract()).isPresent();
            store.append(connection, Target.ID, new RunEvent.RollbackStarted(Phase.CONTRACT));
            assertThat(store.runs(connection).getFirst().sinceContract()).isEmpty();
            assertThat(store.journal(connection, Target.ID))
                    .extracting(Store.Entry::event)
                    .startsWith(new RunEvent.PlanSaved("abc"), new RunEvent.StepStarted(new StepId("expand.1")));

            var progress = new Progress(
                    List.of("7", "it's, \"a\" {key}"), Optional.of("f"), 1, 2, 3, Progress.Extent.UNFINISHED);
            store.saveProgress(connection, Target.ID, step, progress);
            assertThat(store.progress(connection, Target.ID, step)).contains(progress);
            var row = new Store.FailedRow(step, List.of("7", "x,y"), "bad");
            store.saveFailedRow(connection, Target.ID, row);
            assertThat(store.failedRows(connection, Target.ID)).containsExactly(row);
            store.removeFailedRow(connection, Target.ID, row);
            assertThat(store.failedRows(connection, Target.ID)).isEmpty();
            var control = new Control(Control.Mode.PAUSED, Duration.ofMillis(70), Duration.ofSeconds(3), 9);
            store.setControl(connection, Target.ID, control);
            assertThat(store.control(connection, Target.ID, control)).isEqualTo(control);

            store.forget(connection, Target.ID, List.of("w1"));
            assertThat(store.progress(connection, Target.ID, step)).isEmpty();
            assertThat(store.journal(connection, Target.ID)).hasSize(4);
        }
    }
}
