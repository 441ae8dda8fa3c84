package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.listen.RunListener;
import dev.bellows.listen.RunUpdate;
import dev.bellows.run.Outcome;
import dev.bellows.run.Tuning;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backfill on a server that has other things to do, and what an operator changes while it runs. */
final class GentleBackfillTest {
    private static final Duration MOST_LAG = Duration.ofMillis(500);

    @Test
    void a_backfill_holds_while_a_replica_lags_and_goes_on_when_it_has_caught_up() throws Exception {
        try (var primary = PostgresServer.start(PostgresVersion.V18);
                var standby = PostgresServer.standbyOf(primary, Map.of("wal_receiver_status_interval", "1s"))) {
            var target = Target.on(primary, 60_000);
            var plan = Plans.plan(List.of(), Plans.addColumn(), Plans.backfill(Plans.BY_ID, "upper(name)"));
            var operator = target.bellows(plan);
            operator.expand(Target.FILE);
            operator.tune(
                    Target.ID, new Tuning(Optional.of(Duration.ofMillis(20)), Optional.of(MOST_LAG), Optional.empty()));
            var lagging = new Lagging(primary, standby);

            assertThat(target.bellows(plan, lagging).migrate(Target.ID)).isInstanceOf(Outcome.Done.class);

            assertThat(lagging.reasons).isNotEmpty().allMatch(reason -> reason.contains("replica lag"));
            assertThat(lagging.whileHeld)
                    .as("chunks between the first hold and the return of the replica")
                    .isZero();
            assertThat(target.one("SELECT count(*) FROM users WHERE whole IS NULL"))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_backfill_rests_between_chunks_while_more_sessions_are_active_than_it_may_see(PostgresVersion version)
            throws Exception {
        var target = Target.with(version, 20_000);
        var plan = Plans.plan(List.of(), Plans.addColumn(), Plans.backfill(Plans.BY_ID, "upper(name)"));
        var slowedBy = new ArrayList<String>();
        var bellows = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone chunk) {
                chunk.throttle().ifPresent(slowedBy::add);
            }
        });
        bellows.expand(Target.FILE);
        bellows.tune(Target.ID, new Tuning(Optional.empty(), Optional.empty(), Optional.of(1)));
        try (var first = target.database().connection();
                var second = target.database().connection()) {
            var sleepers = List.of(asleep(first), asleep(second));
            assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Done.class);
            target.one("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity"
                    + " WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()");
            for (var sleeper : sleepers) {
                sleeper.join();
            }
        }
        assertThat(slowedBy).isNotEmpty().anyMatch(reason -> reason.contains("active sessions are above 1"));
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void a_backfill_takes_a_new_target_time_while_it_runs(PostgresVersion version) throws Exception {
        var target = Target.with(version, 60_000);
        var plan = Plans.plan(List.of(), Plans.addColumn(), Plans.backfill(Plans.BY_ID, "upper(name)"));
        var operator = target.bellows(plan);
        var sizes = new ArrayList<Long>();
        var bellows = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone chunk) {
                sizes.add(chunk.chunk());
                if (sizes.size() == 4) {
                    operator.tune(
                            Target.ID,
                            new Tuning(Optional.of(Duration.ofMillis(1)), Optional.empty(), Optional.empty()));
                } else if (sizes.size() == 6) {
                    operator.pause(Target.ID);
                }
            }
        });
        bellows.expand(Target.FILE);
        operator.tune(Target.ID, new Tuning(Optional.of(Duration.ofSeconds(10)), Optional.empty(), Optional.empty()));
        assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Paused.class);
        assertThat(sizes.subList(0, 4)).as("under ten seconds a chunk").isSorted();
        assertThat(sizes.get(5))
                .as("two chunks after a millisecond was asked for")
                .isLessThan(sizes.get(3));
    }

    /** Wherever the time of a chunk goes but into its rows, fewer rows would not make it shorter. */
    @Test
    void slow_commits_do_not_shrink_the_chunks() throws Exception {
        var target = Target.with(PostgresVersion.V18, 60_000);
        var plan = Plans.plan(List.of(), Plans.addColumn(), Plans.backfill(Plans.BY_ID, "upper(name)"));
        var operator = target.bellows(plan);
        var chunks = new AtomicInteger();
        var bellows = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone && chunks.incrementAndGet() == 60) {
                operator.pause(Target.ID);
            }
        });
        bellows.expand(Target.FILE);
        target.database().execute("""
                CREATE FUNCTION far() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER far AFTER INSERT OR UPDATE ON bellows.progress
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION far();
                ALTER TABLE bellows.progress ENABLE ALWAYS TRIGGER far;
                """);
        operator.tune(Target.ID, new Tuning(Optional.of(Duration.ofMillis(50)), Optional.empty(), Optional.empty()));
        assertThat(bellows.migrate(Target.ID)).as("in %s chunks", chunks).isInstanceOf(Outcome.Done.class);
    }

    /** A session that is active until it is cancelled. */
    private static Thread asleep(Connection session) {
        return Thread.ofVirtual().start(() -> {
            try {
                Target.one(session, "SELECT pg_sleep(60)");
                throw new AssertionError("nobody cancelled it");
            } catch (SQLException cancelled) {
                assertThat(cancelled.getSQLState()).isEqualTo("57014");
            }
        });
    }

    /** Stops the replay after some chunks, and starts it again when the backfill has held for a while. */
    private static final class Lagging implements RunListener {
        private static final int CHUNKS_BEFORE = 3;
        private static final int HOLDS = 4;

        private final PostgresServer primary;
        private final PostgresServer standby;
        private final List<String> reasons = new ArrayList<>();
        private int chunks;
        private int whileHeld;

        Lagging(PostgresServer primary, PostgresServer standby) {
            this.primary = primary;
            this.standby = standby;
        }

        @Override
        public void heard(RunUpdate update) {
            if (update instanceof RunUpdate.ChunkDone) {
                if (++chunks == CHUNKS_BEFORE) {
                    replay("pause");
                } else if (chunks == CHUNKS_BEFORE + 1) {
                    awaitLag();
                }
                if (!reasons.isEmpty() && reasons.size() < HOLDS) {
                    whileHeld++;
                }
            } else if (update instanceof RunUpdate.Throttled throttled) {
                reasons.add(throttled.reason());
                if (reasons.size() == HOLDS) {
                    replay("resume");
                }
            }
        }

        /** Until the primary knows what the replica has not replayed; the replica tells once a second. */
        private void awaitLag() {
            try (var connection = primary.superuserConnection()) {
                var lagging = "SELECT coalesce(max(replay_lag), '0') > '%d ms' FROM pg_stat_replication"
                        .formatted(MOST_LAG.toMillis());
                for (var poll = 0; poll < 300; poll++) {
                    if (Target.one(connection, lagging).equals("t")) {
                        return;
                    }
                    Target.one(connection, "SELECT pg_sleep(0.1)");
                }
                throw new IllegalStateException("the replica does not lag");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private void replay(String what) {
            try (var connection = standby.superuserConnection()) {
                Target.one(connection, "SELECT pg_wal_replay_%s()".formatted(what));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
