package dev.bellows.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellows.listen.RunUpdate;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Walk;
import dev.bellows.run.Outcome;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BackfillTest {
    private static final int ROWS = 6_000;

    private static Plan plan(Walk walk, String key, String expression) {
        return Plans.plan(List.of(), Plans.addColumn(), Plans.backfill(walk, expression), Plans.verify(walk, key));
    }

    private static Walk walk(String kind) {
        return switch (kind) {
            case "bigint" -> Plans.BY_ID;
            case "uuid" -> key("u", "uuid");
            case "text" -> key("t", "text");
            case "composite" ->
                new Walk.ByKey(
                        List.of("a", "b"),
                        "public.users",
                        "a::text, b::text",
                        "(a, b) > (?::int, ?::date)",
                        "(a, b) <= (?::int, ?::date)",
                        "(a, b) = (?::int, ?::date)",
                        "a, b");
            default -> Plans.BY_PAGE;
        };
    }

    private static Walk key(String column, String type) {
        return new Walk.ByKey(
                List.of(column),
                "public.users",
                column + "::text",
                "%s > ?::%s".formatted(column, type),
                "%s <= ?::%s".formatted(column, type),
                "%s = ?::%s".formatted(column, type),
                column);
    }

    private static String names(String kind) {
        return switch (kind) {
            case "bigint" -> "id::text";
            case "uuid" -> "u::text";
            case "text" -> "t";
            case "composite" -> "a::text, b::text";
            default -> "ctid::text";
        };
    }

    private static Target keyed(PostgresVersion version, String kind) throws SQLException {
        var target = Target.with(version, ROWS);
        target.database().execute("""
                        ALTER TABLE users ADD u uuid, ADD t text COLLATE "C", ADD a int, ADD b date;
                        UPDATE users SET u = gen_random_uuid(), t = 'k''"' || md5(id::text), a = id %% 7,
                            b = date '2020-01-01' + id::int;
                        %s
                        """.formatted(
                        switch (kind) {
                            case "uuid" -> "CREATE UNIQUE INDEX ON users (u)";
                            case "text" -> "CREATE UNIQUE INDEX ON users (t)";
                            case "composite" -> "CREATE UNIQUE INDEX ON users (a, b)";
                            case "pages" -> "ALTER TABLE users DROP CONSTRAINT users_pkey";
                            default -> "";
                        }));
        return target;
    }

    @ParameterizedTest
    @CsvSource({
        "V14, bigint", "V14, composite", "V14, uuid", "V14, text", "V14, pages",
        "V18, bigint", "V18, composite", "V18, uuid", "V18, text", "V18, pages"
    })
    void writes_every_row_once_also_after_an_abort_and_kills(PostgresVersion version, String kind) throws Exception {
        var target = keyed(version, kind);
        var plan = plan(walk(kind), names(kind), "upper(name)");
        var chunks = new AtomicInteger();
        assertThat(target.bellows(plan).expand(Target.FILE)).isInstanceOf(Outcome.Done.class);
        var aborted = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone && chunks.incrementAndGet() == 3) {
                throw new IllegalStateException("crash");
            }
        });
        assertThat(catchThrowable(() -> aborted.migrate(Target.ID))).hasMessage("crash");
        var killed = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone && chunks.incrementAndGet() % 3 == 0 && chunks.get() < 12) {
                target.killBellows();
            }
        });
        assertThat(killed.migrate(Target.ID)).isInstanceOf(Outcome.Done.class);
        assertThat(target.one("SELECT min(touched) || ' ' || max(touched) || ' ' || count(whole) FROM users"))
                .isEqualTo("1 1 " + ROWS);
        var state = target.bellows(plan).status(Target.ID).orElseThrow().state();
        assertThat(state.verification().orElseThrow().differences()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"V14, bigint", "V14, pages", "V18, bigint", "V18, pages"})
    void a_bad_row_is_named_and_left_out_and_a_repaired_one_is_taken_in(PostgresVersion version, String kind)
            throws Exception {
        var target = keyed(version, kind);
        target.database().execute("UPDATE users SET name = 'zero' WHERE id IN (30, 9000)");
        var plan = plan(walk(kind), names(kind), "upper(name) || substr((1 / (name <> 'zero')::int)::text, 2)");
        var bellows = target.bellows(plan);
        bellows.expand(Target.FILE);
        var migrated = bellows.migrate(Target.ID);
        assertThat(migrated).isInstanceOf(Outcome.GateClosed.class);
        var failed = bellows.status(Target.ID).orElseThrow().failedRows();
        assertThat(failed.stream().filter(row -> row.reason().contains("division by zero")))
                .hasSize(2);
        assertThat(target.one("SELECT count(*) FROM users WHERE whole IS NULL")).isEqualTo("2");
        if (kind.equals("bigint")) {
            assertThat(failed).anyMatch(row -> row.key().equals(List.of("9000")));
            target.database().execute("UPDATE users SET name = 'repaired' WHERE id IN (30, 9000)");
            assertThat(bellows.verify(Target.ID)).isInstanceOf(Outcome.Done.class);
            assertThat(target.one("SELECT count(*) FROM users WHERE whole IS NULL"))
                    .isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void pauses_within_a_chunk_and_goes_on_on_resume(PostgresVersion version) throws Exception {
        var target = Target.with(version, ROWS);
        var plan = plan(Plans.BY_ID, "id::text", "upper(name)");
        var other = target.bellows(plan);
        var seen = new ArrayList<Long>();
        var bellows = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone done) {
                seen.add(done.visited());
                if (seen.size() == 2) {
                    other.pause(Target.ID);
                }
            }
        });
        bellows.expand(Target.FILE);
        assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Paused.class);
        assertThat(seen).hasSize(2);
        assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Paused.class);
        assertThat(bellows.resume(Target.ID)).isInstanceOf(Outcome.Done.class);
        assertThat(target.one("SELECT min(touched) || ' ' || max(touched) FROM users"))
                .isEqualTo("1 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void starts_over_when_the_file_of_a_table_without_a_key_is_rewritten(PostgresVersion version) throws Exception {
        var target = keyed(version, "pages");
        target.database().execute("DELETE FROM users WHERE id % 2 = 0");
        var plan = plan(Plans.BY_PAGE, "ctid::text", "upper(name)");
        var chunks = new AtomicInteger();
        var bellows = target.bellows(plan, update -> {
            if (update instanceof RunUpdate.ChunkDone && chunks.incrementAndGet() == 3) {
                try {
                    target.database().execute("VACUUM FULL users");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        bellows.expand(Target.FILE);
        assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Done.class);
        assertThat(target.one("SELECT count(*) FROM users WHERE whole IS NULL")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = {"V14", "V18"})
    void gives_up_in_the_end_and_names_who_holds_a_row(PostgresVersion version) throws Exception {
        var target = Target.with(version, 100).patient(Duration.ofSeconds(1));
        var plan = plan(Plans.BY_ID, "id::text", "upper(name)");
        var bellows = target.bellows(plan);
        bellows.expand(Target.FILE);
        try (var holder = target.database().connection()) {
            holder.createStatement().execute("SET application_name = 'the holder'");
            holder.setAutoCommit(false);
            holder.createStatement().execute("UPDATE users SET name = 'held' WHERE id = 60");
            var migrated = bellows.migrate(Target.ID);
            assertThat(migrated)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.message()).contains("the holder"));
            assertThat(target.one("SELECT count(*) FROM users WHERE touched = 1"))
                    .isEqualTo("19");
            holder.rollback();
        }
        assertThat(bellows.migrate(Target.ID)).isInstanceOf(Outcome.Done.class);
        assertThat(target.one("SELECT min(touched) || ' ' || max(touched) FROM users"))
                .isEqualTo("1 1");
    }
}
