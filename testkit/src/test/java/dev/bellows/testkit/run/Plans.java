package dev.bellows.testkit.run;

import dev.bellows.plan.Action;
import dev.bellows.plan.Estimate;
import dev.bellows.plan.Gate;
import dev.bellows.plan.Impact;
import dev.bellows.plan.Phase;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Probe;
import dev.bellows.plan.Reversal;
import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.Step;
import dev.bellows.plan.StepId;
import dev.bellows.plan.Walk;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plans made by hand: {@code users.name} becomes {@code users.whole}, in upper case. */
final class Plans {
    static final TableName USERS = new TableName("public", "users");
    static final Walk BY_ID = new Walk.ByKey(
            List.of("id"), "public.users", "id::text", "id > ?", "id <= ?", "id = ?", "id");
    static final Walk BY_PAGE = new Walk.ByPage(
            "ctid >= ?::tid AND ctid < ?::tid",
            sql("SELECT pg_relation_size('public.users') / current_setting('block_size')::bigint"),
            sql("SELECT pg_relation_filenode('public.users')::text"));
    static final Impact NONE = new Impact("", Impact.Blocks.NOTHING, Impact.Lasts.BRIEFLY, Impact.Work.CATALOGUE);
    static final Reversal NOTHING = new Reversal.Nothing("it goes with the column");

    private Plans() {}

    static SqlStatement sql(String text) {
        return new SqlStatement(text);
    }

    static Action transaction(String... statements) {
        return new Action.Transaction(
                List.of(USERS), "ACCESS EXCLUSIVE", Arrays.stream(statements).map(Plans::sql).toList());
    }

    static Reversal undo(Action... actions) {
        return new Reversal.Undo(List.of(actions));
    }

    static Step step(Phase phase, int number, Action action, Reversal reversal) {
        return step(phase, number, action, reversal, Optional.empty());
    }

    static Step step(Phase phase, int number, Action action, Reversal reversal, Optional<Probe> probe) {
        var id = new StepId(phase.name().toLowerCase(Locale.ROOT) + "." + number);
        return new Step(id, phase, "step " + id, action, NONE, reversal, probe, new Estimate(10_000, 0, Duration.ZERO));
    }

    static Step addColumn() {
        return step(
                Phase.EXPAND,
                1,
                transaction("ALTER TABLE users ADD COLUMN whole text"),
                undo(transaction("ALTER TABLE users DROP COLUMN whole")));
    }

    /**
     * Counts how often it touches a row. Along a key it does not look whether that is needed; along pages it must, since
     * what it wrote may lie on a later page.
     */
    static Step backfill(Walk walk, String expression) {
        var tail = walk instanceof Walk.ByPage ? "AND whole IS NULL" : "AND true";
        return step(
                Phase.MIGRATE,
                1,
                new Action.Backfill(
                        USERS,
                        walk,
                        "UPDATE public.users SET whole = " + expression + ", touched = touched + 1 WHERE",
                        tail,
                        List.of("whole"),
                        List.of()),
                NOTHING);
    }

    static Step index(String unique) {
        var build = new Action.Online(
                USERS,
                sql("CREATE " + unique + " INDEX CONCURRENTLY users_whole ON public.users (whole)"),
                Optional.of(sql("DROP INDEX CONCURRENTLY IF EXISTS public.users_whole")));
        var drop = new Action.Online(
                USERS, sql("DROP INDEX CONCURRENTLY IF EXISTS public.users_whole"), Optional.empty());
        var probe = new Probe(sql(
                """
                SELECT coalesce((SELECT CASE WHEN indisvalid THEN 'done' ELSE 'partial' END FROM pg_index
                                 WHERE indexrelid = to_regclass('public.users_whole')), 'absent')
                """));
        return step(Phase.MIGRATE, 2, build, undo(drop), Optional.of(probe));
    }

    static Step addCheck() {
        return step(
                Phase.MIGRATE,
                3,
                transaction("ALTER TABLE users ADD CONSTRAINT whole_there CHECK (whole IS NOT NULL) NOT VALID"),
                undo(transaction("ALTER TABLE users DROP CONSTRAINT whole_there")));
    }

    static Step validate() {
        return step(
                Phase.MIGRATE,
                4,
                new Action.Scan(
                        USERS, "SHARE UPDATE EXCLUSIVE", sql("ALTER TABLE users VALIDATE CONSTRAINT whole_there")),
                NOTHING);
    }

    static Step verify(Walk walk, String key) {
        return step(
                Phase.MIGRATE,
                5,
                new Action.Verify(
                        USERS,
                        walk,
                        "SELECT " + key + " FROM public.users WHERE",
                        "AND whole IS DISTINCT FROM upper(name)",
                        "name and whole"),
                NOTHING);
    }

    static Step hide() {
        return step(
                Phase.CONTRACT,
                1,
                transaction("ALTER TABLE users RENAME COLUMN name TO hidden_name"),
                undo(transaction("ALTER TABLE users RENAME COLUMN hidden_name TO name")));
    }

    static Step drop() {
        return step(
                Phase.PURGE,
                1,
                transaction("ALTER TABLE users DROP COLUMN hidden_name"),
                new Reversal.Final("the column is gone"));
    }

    static Plan plan(List<Gate> gates, Step... steps) {
        return new Plan(
                Target.ID,
                Target.FILE.checksum(),
                "PostgreSQL",
                List.of(USERS),
                List.of(steps),
                gates,
                new Plan.Limits(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofHours(1)),
                List.of());
    }

    /** Every kind of action, in every phase. */
    static Plan full(Gate... gates) {
        return plan(
                List.of(gates),
                addColumn(),
                backfill(BY_ID, "upper(name)"),
                index(""),
                addCheck(),
                validate(),
                verify(BY_ID, "id::text"),
                hide(),
                drop());
    }
}
