package dev.bellows.plan;

import dev.bellows.migration.MigrationId;
import dev.bellows.schema.TableName;
import java.util.List;

/** Reads what {@link PlanWriter} wrote. */
final class PlanReader {
    private PlanReader() {}

    static Plan plan(PlanFields json) {
        var schema = json.number("schema");
        if (schema != PlanJson.SCHEMA) {
            throw new IllegalArgumentException(
                    "plan.schema: %d is not known, this version of Bellows reads schema %d; use the version that wrote it"
                            .formatted(schema, PlanJson.SCHEMA));
        }
        return new Plan(
                new MigrationId(json.text("migration")),
                json.text("checksum"),
                json.text("server"),
                json.objects("tables", PlanReader::table),
                json.objects("steps", PlanReader::step),
                json.objects("gates", PlanReader::gate),
                limits(json.object("limits")),
                json.texts("notes"));
    }

    private static Plan.Limits limits(PlanFields json) {
        return new Plan.Limits(json.duration("lockTimeout"), json.duration("chunk"), json.duration("retention"));
    }

    private static TableName table(PlanFields json) {
        return new TableName(json.text("schema"), json.text("name"));
    }

    private static Step step(PlanFields json) {
        return new Step(
                new StepId(json.text("id")),
                json.oneOf("phase", Phase.values()),
                json.text("title"),
                action(json.object("action")),
                impact(json.object("impact")),
                reversal(json.object("reversal")),
                json.optionalText("probe").map(SqlStatement::new).map(Probe::new),
                estimate(json.object("estimate")));
    }

    private static Impact impact(PlanFields json) {
        return new Impact(
                json.text("lock"),
                json.oneOf("blocks", Impact.Blocks.values()),
                json.oneOf("lasts", Impact.Lasts.values()),
                json.oneOf("work", Impact.Work.values()));
    }

    private static Estimate estimate(PlanFields json) {
        return new Estimate(json.number("rows"), json.number("bytes"), json.duration("time"));
    }

    private static Action action(PlanFields json) {
        return switch (json.text("kind")) {
            case "transaction" ->
                new Action.Transaction(
                        json.objects("tables", PlanReader::table),
                        json.text("lock"),
                        statements(json.texts("statements")));
            case "ddl" ->
                new Action.Ddl(
                        json.objects("tables", PlanReader::table),
                        json.text("lock"),
                        json.statement("statement"),
                        new Probe(json.statement("probe")));
            case "scan" -> new Action.Scan(table(json.object("table")), json.text("lock"), json.statement("statement"));
            case "online" ->
                new Action.Online(
                        table(json.object("table")),
                        json.statement("statement"),
                        json.optionalText("cleanup").map(SqlStatement::new));
            case "backfill" ->
                new Action.Backfill(
                        table(json.object("table")),
                        walk(json.object("walk")),
                        json.text("head"),
                        json.text("tail"),
                        json.texts("columns"),
                        json.texts("triggers"));
            case "verify" ->
                new Action.Verify(
                        table(json.object("table")),
                        walk(json.object("walk")),
                        json.text("select"),
                        json.text("mismatch"),
                        json.text("what"));
            default -> throw json.unknownKind("transaction, ddl, scan, online, backfill, verify");
        };
    }

    private static Walk walk(PlanFields json) {
        return switch (json.text("kind")) {
            case "by-key" ->
                new Walk.ByKey(
                        json.texts("columns"),
                        json.text("from"),
                        json.text("select"),
                        json.text("after"),
                        json.text("upto"),
                        json.text("at"),
                        json.text("order"));
            case "by-page" -> new Walk.ByPage(json.text("range"), json.statement("pages"), json.statement("storage"));
            default -> throw json.unknownKind("by-key, by-page");
        };
    }

    private static Reversal reversal(PlanFields json) {
        return switch (json.text("kind")) {
            case "undo" -> new Reversal.Undo(json.objects("actions", PlanReader::action));
            case "nothing" -> new Reversal.Nothing(json.text("why"));
            case "final" -> new Reversal.Final(json.text("why"));
            default -> throw json.unknownKind("undo, nothing, final");
        };
    }

    private static Gate gate(PlanFields json) {
        return switch (json.text("kind")) {
            case "parity" -> new Gate.Parity(json.texts("watches"));
            case "old-writers-gone" -> new Gate.OldWritersGone(json.duration("soak"), json.texts("watches"));
            case "old-sessions-gone" -> new Gate.OldSessionsGone();
            case "approval" -> new Gate.Approval();
            default -> throw json.unknownKind("parity, old-writers-gone, old-sessions-gone, approval");
        };
    }

    private static List<SqlStatement> statements(List<String> texts) {
        return texts.stream().map(SqlStatement::new).toList();
    }
}
