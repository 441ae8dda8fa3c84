package dev.bellows.cli.text;

import dev.bellows.migration.MigrationId;
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
import dev.bellows.schema.Table;
import dev.bellows.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans to be shown in tests; they resemble what a planner makes. */
public final class Samples {
    public static final TableName USERS = new TableName("public", "users");
    private static final Impact BRIEF =
            new Impact("ACCESS EXCLUSIVE", Impact.Blocks.READS_AND_WRITES, Impact.Lasts.BRIEFLY, Impact.Work.CATALOGUE);
    private static final Walk BY_ID = new Walk.ByKey(
            List.of("id"),
            "\"public\".\"users\"",
            "\"id\"::text",
            "\"id\" > ?::bigint",
            "\"id\" <= ?::bigint",
            "\"id\" = ?::bigint",
            "\"id\"");

    private Samples() {}

    public static SortedMap<TableName, Table.Size> sizes() {
        return new TreeMap<>(Map.of(USERS, new Table.Size(1_250_000, 356_515_840)));
    }

    public static Plan splitName() {
        return new Plan(
                new MigrationId("V42__split_name"),
                "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
                "PostgreSQL 18.6",
                List.of(USERS),
                List.of(expand1(), expand2(), migrate1(), migrate2(), migrate3(), contract1(), purge1()),
                List.of(
                        new Gate.Parity(List.of()),
                        new Gate.OldWritersGone(Duration.ofHours(1), List.of("users")),
                        new Gate.OldSessionsGone(),
                        new Gate.Approval()),
                new Plan.Limits(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofDays(7)),
                List.of("Trigger audit_users fires for each row of the backfill because its function may be needed by"
                        + " whoever reads the audit log; expect 1.2 M lines more in it."));
    }

    private static Step expand1() {
        var add = transaction("""
            ALTER TABLE "public"."users"
              ADD COLUMN "first_name" text,
              ADD COLUMN "last_name" text\
            """);
        var drop =
                transaction("ALTER TABLE \"public\".\"users\" DROP COLUMN \"first_name\", DROP COLUMN \"last_name\"");
        return step(
                "expand.1",
                "Add first_name and last_name to public.users",
                add,
                BRIEF,
                new Reversal.Undo(List.of(drop)));
    }

    private static Step expand2() {
        var on = new Action.Transaction(
                List.of(USERS), "SHARE ROW EXCLUSIVE", List.of(new SqlStatement("""
                    CREATE FUNCTION "bellows"."sync_users"() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      NEW.first_name := split_part(NEW.name, ' ', 1);
                      RETURN NEW;
                    END $$\
                    """), new SqlStatement("""
                        CREATE TRIGGER "bellows_sync" BEFORE INSERT OR UPDATE ON "public"."users"
                          FOR EACH ROW EXECUTE FUNCTION "bellows"."sync_users"()\
                        """)));
        var off = new Action.Transaction(
                List.of(USERS),
                "SHARE ROW EXCLUSIVE",
                List.of(
                        new SqlStatement("DROP TRIGGER \"bellows_sync\" ON \"public\".\"users\""),
                        new SqlStatement("DROP FUNCTION \"bellows\".\"sync_users\"()")));
        var impact =
                new Impact("SHARE ROW EXCLUSIVE", Impact.Blocks.WRITES, Impact.Lasts.BRIEFLY, Impact.Work.CATALOGUE);
        return step("expand.2", "Keep both shapes in sync", on, impact, new Reversal.Undo(List.of(off)));
    }

    private static Step migrate1() {
        var action = new Action.Backfill(
                USERS,
                BY_ID,
                "UPDATE \"public\".\"users\" SET \"first_name\" = split_part(\"name\", ' ', 1)\nWHERE",
                "AND \"first_name\" IS DISTINCT FROM split_part(\"name\", ' ', 1)",
                List.of("first_name", "last_name"),
                List.of("audit_users"));
        var impact = new Impact("ROW EXCLUSIVE", Impact.Blocks.WRITES, Impact.Lasts.PER_CHUNK, Impact.Work.WRITES_ROWS);
        return new Step(
                new StepId("migrate.1"),
                Phase.MIGRATE,
                "Fill first_name and last_name",
                action,
                impact,
                new Reversal.Nothing("what it wrote goes with the columns of expand.1"),
                Optional.empty(),
                new Estimate(1_250_000, 356_515_840, Duration.ofSeconds(62)));
    }

    private static Step migrate2() {
        var online = new Action.Online(
                USERS,
                new SqlStatement(
                        "CREATE INDEX CONCURRENTLY \"users_last_name\" ON \"public\".\"users\" (\"last_name\")"),
                Optional.of(new SqlStatement("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"users_last_name\"")));
        var impact =
                new Impact("SHARE UPDATE EXCLUSIVE", Impact.Blocks.NOTHING, Impact.Lasts.WHOLE_STEP, Impact.Work.SCANS);
        return new Step(
                new StepId("migrate.2"),
                Phase.MIGRATE,
                "Build the index users_last_name",
                online,
                impact,
                new Reversal.Undo(List.of(new Action.Online(
                        USERS,
                        new SqlStatement("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"users_last_name\""),
                        Optional.empty()))),
                Optional.of(new Probe(new SqlStatement("SELECT 'done'"))),
                new Estimate(1_250_000, 356_515_840, Duration.ofMillis(4200)));
    }

    private static Step migrate3() {
        var verify = new Action.Verify(
                USERS,
                BY_ID,
                "SELECT \"id\"::text FROM \"public\".\"users\" WHERE",
                "AND \"first_name\" IS DISTINCT FROM split_part(\"name\", ' ', 1)",
                "first_name against name");
        var impact = new Impact("ACCESS SHARE", Impact.Blocks.NOTHING, Impact.Lasts.PER_CHUNK, Impact.Work.SCANS);
        return new Step(
                new StepId("migrate.3"),
                Phase.MIGRATE,
                "Compare both shapes",
                verify,
                impact,
                new Reversal.Nothing("it only reads"),
                Optional.empty(),
                new Estimate(1_250_000, 356_515_840, Duration.ofSeconds(9)));
    }

    private static Step contract1() {
        var hide = transaction("ALTER TABLE \"public\".\"users\" RENAME COLUMN \"name\" TO \"bellows_old_name\"");
        var show = transaction("ALTER TABLE \"public\".\"users\" RENAME COLUMN \"bellows_old_name\" TO \"name\"");
        return step("contract.1", "Hide name", hide, BRIEF, new Reversal.Undo(List.of(show)));
    }

    private static Step purge1() {
        var drop = transaction("ALTER TABLE \"public\".\"users\" DROP COLUMN \"bellows_old_name\"");
        return step("purge.1", "Drop name", drop, BRIEF, new Reversal.Final("the data of name is gone"));
    }

    private static Action.Transaction transaction(String sql) {
        return new Action.Transaction(List.of(USERS), "ACCESS EXCLUSIVE", List.of(new SqlStatement(sql)));
    }

    private static Step step(String id, String title, Action action, Impact impact, Reversal reversal) {
        var phase = Phase.valueOf(id.substring(0, id.indexOf('.')).toUpperCase(Locale.ROOT));
        return new Step(new StepId(id), phase, title, action, impact, reversal, Optional.empty(), Estimate.CATALOGUE);
    }
}
