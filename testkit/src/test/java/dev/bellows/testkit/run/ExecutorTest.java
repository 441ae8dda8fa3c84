package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellows.journal.RunState;
import dev.bellows.listen.RunUpdate;
import dev.bellows.migration.MigrationFile;
import dev.bellows.migration.MigrationId;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Plan;
import dev.bellows.plan.StepId;
import dev.bellows.postgres.session.ConnectionSource;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import dev.bellows.run.PurgeTime;
import dev.bellows.run.RollbackTo;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ExecutorTest {

    private static void carriesThrough(Target target, Plan plan) throws SQLException {
        var bellows = target.bellows(plan);
        assertThat(bellows.run(Target.FILE)).isInstanceOf(Outcome.Done.class);
        assertThat(bellows.purge(Target.ID, PurgeTime.AFTER_RETENTION))
                .isInstanceOfSatisfying(
                        Outcome.GateClosed.class,
                        closed -> assertThat(closed.reports())
                                .extracting(GateReport::gate)
                                .containsExactly(GateReport.RETENTION));
        assertThat(bellows.purge(Target.ID, PurgeTime.NOW)).isInstanceOf(Outcome.Done.class);
        isComplete(target, plan);
    }

    private static void isComplete(Target target, Plan plan) throws SQLException {
        assertThat(target.bellows(plan).status(Target.ID).orElseThrow().stage()).isEqualTo(RunState.Stage.COMPLETE);
        assertThat(shape(target)).isEqualTo("id,touched,whole +users_whole +whole_there");
        assertThat(target.one("SELECT min(touched) || ' ' || max(touched) FROM users"))
                .isEqualTo("1 1");
        assertThat(target.one("SELECT count(*) FROM bellows.progress")).isEqualTo("0");
    }

    private static String shape(Target target) throws SQLException {
        return target.one("""
                SELECT (SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute
                        WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped)
                    || coalesce((SELECT ' +' || indexrelid::regclass FROM pg_index
                                 WHERE indexrelid = to_regclass('users_whole') AND indisvalid), '')
                    || coalesce((SELECT ' +' || conname FROM pg_constraint
                                 WHERE conrelid = 'users'::regclass AND conname = 'whole_there' AND convalidated), '')
                """);
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void carries_every_kind_of_step_through_and_a_second_run_does_nothing(PostgresVersion version) throws Exception {
        var target = Target.with(version, 2_000);
        carriesThrough(target, Plans.full());
        assertThat(target.bellows(Plans.full()).run(Target.FILE)).isInstanceOf(Outcome.Done.class);
        isComplete(target, Plans.full());
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void goes_on_after_its_backend_is_killed_at_every_step(PostgresVersion version) throws Exception {
        var target = Target.with(version, 2_000);
        Set<StepId> killed = new HashSet<>();
        var bellows = target.bellows(Plans.full(), update -> {
            if (update instanceof RunUpdate.StepBegan(var step, var title) && killed.add(step)) {
                target.killBellows();
            }
        });
        assertThat(bellows.run(Target.FILE)).isInstanceOf(Outcome.Done.class);
        assertThat(bellows.purge(Target.ID, PurgeTime.NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(killed).hasSize(8);
        isComplete(target, Plans.full());
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void goes_on_after_a_crash_before_and_after_every_step(PostgresVersion version) throws Exception {
        var target = Target.with(version, 2_000);
        var crashes = new AtomicInteger();
        var seen = new HashSet<String>();
        var bellows = target.bellows(Plans.full(), update -> {
            var point = switch (update) {
                case RunUpdate.StepBegan began -> "before " + began.step();
                case RunUpdate.StepEnded ended -> "after " + ended.step();
                case RunUpdate.ChunkDone done -> "in " + done.step();
                case RunUpdate.StepFailed ignored -> "";
                case RunUpdate.WaitingForLock ignored -> "";
                case RunUpdate.Throttled ignored -> "";
                case RunUpdate.Reconnecting ignored -> "";
            };
            if (!point.isEmpty() && seen.add(point)) {
                crashes.incrementAndGet();
                throw new IllegalStateException("crash");
            }
        });
        for (var i = 0; i < 40; i++) {
            if (catchThrowable(() -> bellows.run(Target.FILE)) == null
                    && catchThrowable(() -> bellows.purge(Target.ID, PurgeTime.NOW)) == null) {
                break;
            }
        }
        assertThat(crashes.get()).isGreaterThanOrEqualTo(16);
        isComplete(target, Plans.full());
    }

    @ParameterizedTest
    @CsvSource({"V14, true", "V14, false", "V18, true", "V18, false"})
    void asks_the_journal_when_a_commit_got_no_answer(PostgresVersion version, boolean committed) throws Exception {
        var plain = Target.with(version, 2_000);
        var commits = new AtomicInteger();
        var target = plain.through(source -> () -> losingCommits(source, commits, committed));
        assertThat(target.bellows(Plans.full()).run(Target.FILE)).isInstanceOf(Outcome.Done.class);
        assertThat(target.bellows(Plans.full()).purge(Target.ID, PurgeTime.NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(commits.get()).isGreaterThan(20);
        isComplete(plain, Plans.full());
    }

    /** Every fourth commit loses its connection, before or after it reached the server. */
    private static Connection losingCommits(ConnectionSource source, AtomicInteger commits, boolean committed)
            throws SQLException {
        var real = source.open();
        return (Connection) Proxy.newProxyInstance(
                ExecutorTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && commits.incrementAndGet() % 4 == 0) {
                        if (committed) {
                            real.commit();
                        }
                        real.close();
                        throw new SQLException("An I/O error occurred", "08006");
                    }
                    try {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                            default -> method.invoke(real, arguments);
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void keeps_writers_within_the_stall_budget_while_somebody_holds_a_transaction_open(PostgresVersion version)
            throws Exception {
        var target = Target.with(version, 2_000);
        var longest = new AtomicLong();
        var blockers = new HashSet<String>();
        var bellows = target.bellows(Plans.full(), update -> {
            if (update instanceof RunUpdate.WaitingForLock waiting) {
                waiting.blockers().forEach(blocker -> blockers.add(blocker.application()));
            }
        });
        try (var holder = target.database().connection();
                var writer = target.database().connection()) {
            holder.createStatement().execute("SET application_name = 'long report'");
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT count(*) FROM users");
            var begun = System.nanoTime();
            var ending = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(Duration.ofSeconds(5));
                    holder.rollback();
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            var writing = Thread.ofVirtual().start(() -> write(writer, longest));
            assertThat(bellows.expand(Target.FILE)).isInstanceOf(Outcome.Done.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(4));
            assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Done.class);
            writing.interrupt();
            writing.join();
            ending.join();
        }
        assertThat(blockers).contains("long report");
        System.out.println(version + ": longest stall " + longest.get() + " ms");
        assertThat(longest.get()).isLessThan(250 + 150);
    }

    private static void write(Connection writer, AtomicLong longest) {
        try (var update = writer.prepareStatement("UPDATE users SET name = name WHERE id = ?")) {
            for (long i = 0; !Thread.currentThread().isInterrupted(); i++) {
                var begun = System.nanoTime();
                update.setLong(1, 3 + 3 * (i * 7 % 2_000));
                update.executeUpdate();
                longest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void gives_up_with_the_name_of_the_blocker_and_nothing_done(PostgresVersion version) throws Exception {
        var target = Target.with(version, 10).patient(Duration.ofSeconds(2));
        try (var holder = target.database().connection()) {
            holder.createStatement().execute("SET application_name = 'for ever'");
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT count(*) FROM users");
            assertThat(target.bellows(Plans.full()).expand(Target.FILE))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.message()).contains("for ever").contains("ACCESS EXCLUSIVE");
                        assertThat(failed.standing().stage()).contains(RunState.Stage.PLANNED);
                    });
        }
        assertThat(shape(target)).isEqualTo("id,name,touched");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void removes_the_wreck_of_an_index_before_it_builds_it_again(PostgresVersion version) throws Exception {
        var target = Target.with(version, 10);
        target.database().execute("UPDATE users SET name = 'same' WHERE id IN (3, 6)");
        var plan = Plans.plan(
                List.of(), Plans.addColumn(), Plans.backfill(Plans.BY_ID, "upper(name)"), Plans.index("UNIQUE"));
        var bellows = target.bellows(plan);
        assertThat(bellows.run(Target.FILE))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message()).contains("users_whole"));
        assertThat(target.one("SELECT to_regclass('users_whole')")).isEqualTo("null");
        try (var connection = target.database().connection()) {
            assertThat(catchThrowable(() -> connection
                            .createStatement()
                            .execute("CREATE UNIQUE INDEX CONCURRENTLY users_whole ON public.users (whole)")))
                    .hasMessageContaining("users_whole");
            assertThat(Target.one(connection, "SELECT NOT indisvalid FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("t");
        }
        target.database().execute("UPDATE users SET name = 'other', whole = 'OTHER' WHERE id = 6");
        assertThat(bellows.run(Target.FILE)).isInstanceOf(Outcome.Done.class);
        assertThat(shape(target)).contains("+users_whole");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_scan_that_finds_a_violation_fails_with_the_servers_words(PostgresVersion version) throws Exception {
        var target = Target.with(version, 10);
        var plan = Plans.plan(
                List.of(),
                Plans.addColumn(),
                Plans.backfill(Plans.BY_ID, "nullif(name, 'name 3')"),
                Plans.addCheck(),
                Plans.validate());
        assertThat(target.bellows(plan).run(Target.FILE)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.message()).contains("whole_there");
            assertThat(failed.tried()).startsWith("migrate.4");
        });
        assertThat(target.bellows(plan).rollback(Target.ID, RollbackTo.PREVIOUS))
                .isInstanceOf(Outcome.Done.class);
        assertThat(shape(target)).isEqualTo("id,name,touched");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void refuses_an_edited_file_another_migration_of_the_table_and_phases_out_of_order(PostgresVersion version)
            throws Exception {
        var target = Target.with(version, 10);
        var bellows = target.bellows(Plans.full());
        var edited = MigrationFile.named("V1__full.sql", "-- edited");
        assertThat(code(bellows.migrate(Target.ID))).isEqualTo("unknown-migration");
        bellows.expand(Target.FILE);
        assertThat(code(bellows.expand(edited))).isEqualTo("checksum-differs");
        assertThat(code(bellows.run(edited))).isEqualTo("checksum-differs");
        assertThat(code(bellows.contract(Target.ID))).isEqualTo("phase-order");
        var p = Plans.full();
        var other = new Plan(
                new MigrationId("V2__x"), "c", p.server(), p.tables(), p.steps(), p.gates(), p.limits(), p.notes());
        var second = MigrationFile.named("V2__x.sql", "-- other");
        assertThat(code(target.bellows(other).expand(second))).isEqualTo("table-in-flight");
        assertThat(bellows.rollback(Target.ID, RollbackTo.PREVIOUS)).isInstanceOf(Outcome.Done.class);
        assertThat(bellows.expand(edited)).isInstanceOf(Outcome.Done.class);
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? refused.problems().getFirst().code()
                : outcome.toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void goes_back_in_two_steps_or_one_also_when_killed_and_forward_again(PostgresVersion version) throws Exception {
        var target = Target.with(version, 500);
        var plan = Plans.full();
        var bellows = target.bellows(plan);
        assertThat(bellows.run(Target.FILE)).isInstanceOf(Outcome.Done.class);
        assertThat(bellows.rollback(Target.ID, RollbackTo.PREVIOUS)).isInstanceOf(Outcome.Done.class);
        var migrated = bellows.status(Target.ID).orElseThrow();
        assertThat(migrated.stage()).isEqualTo(RunState.Stage.MIGRATED);
        assertThat(migrated.state().verification()).isEmpty();
        assertThat(shape(target)).startsWith("id,name,touched,whole");
        assertThat(bellows.run(Target.FILE)).isInstanceOf(Outcome.Done.class);

        var seen = new HashSet<StepId>();
        var crashing = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.StepBegan(var step, var title) && seen.add(step)) {
                if (seen.size() % 2 == 0) {
                    throw new IllegalStateException("crash");
                }
                target.killBellows();
            }
        });
        for (var i = 0; i < 10 && catchThrowable(() -> crashing.rollback(Target.ID, RollbackTo.START)) != null; i++) {
            assertThat(bellows.contract(Target.ID)).isInstanceOf(Outcome.NeedsOperator.class);
        }
        assertThat(bellows.rollback(Target.ID, RollbackTo.START)).isInstanceOf(Outcome.Done.class);
        assertThat(shape(target)).isEqualTo("id,name,touched");
        assertThat(bellows.status(Target.ID).orElseThrow().stage()).isEqualTo(RunState.Stage.PLANNED);
        target.database().execute("UPDATE users SET touched = 0");
        carriesThrough(target, plan);
        assertThat(code(bellows.rollback(Target.ID, RollbackTo.START))).isEqualTo("no-way-back");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void contract_waits_for_evidence_and_for_a_person(PostgresVersion version) throws Exception {
        var target = Target.with(version, 500);
        var soak = Duration.ofSeconds(2); // a busy machine may take a while from the write to the question
        var plan = Plans.full(
                new Gate.Parity(List.of()),
                new Gate.OldWritersGone(soak, List.of("w1")),
                new Gate.OldSessionsGone(),
                new Gate.Approval());
        var bellows = target.bellows(plan);
        try (var old = target.database().connection()) {
            old.createStatement().execute("SET application_name = 'shop 1.0'");
            Thread.sleep(20);
            bellows.expand(Target.FILE);
            bellows.migrate(Target.ID);
            target.database().execute("INSERT INTO bellows.writer VALUES ('w1', 'shop 0.9', 'u', 'h', now())");
            assertThat(closed(bellows.contract(Target.ID))).contains("old-sessions", "approval");
            var report = (Outcome.GateClosed) bellows.contract(Target.ID);
            assertThat(report.reports().toString()).contains("shop 1.0").contains("shop 0.9");
            Thread.sleep(soak.plusMillis(100));
            assertThat(closed(bellows.contract(Target.ID))).containsExactly("old-sessions", "approval");
            assertThat(code(bellows.approve(Target.ID, "ann", "ok", List.of("parity"))))
                    .isEqualTo("cannot-accept");
            assertThat(bellows.approve(Target.ID, "ann", "ok", List.of("old-sessions")))
                    .isInstanceOf(Outcome.Done.class);
            target.database().execute("UPDATE users SET whole = 'wrong' WHERE id = 9");
            assertThat(closed(bellows.verify(Target.ID))).containsExactly("parity");
            assertThat(closed(bellows.contract(Target.ID))).containsExactly("parity", "old-sessions", "approval");
            target.database().execute("UPDATE users SET whole = upper(name) WHERE id = 9");
            assertThat(bellows.verify(Target.ID)).isInstanceOf(Outcome.Done.class);
            bellows.approve(Target.ID, "ann", "ok", List.of("old-sessions"));
            assertThat(bellows.contract(Target.ID)).isInstanceOf(Outcome.Done.class);
        }
    }

    private static List<String> closed(Outcome outcome) {
        return outcome instanceof Outcome.GateClosed closed
                ? closed.reports().stream()
                        .filter(report -> report.verdict() == GateReport.Verdict.CLOSED)
                        .map(GateReport::gate)
                        .toList()
                : List.of(outcome.toString());
    }
}
