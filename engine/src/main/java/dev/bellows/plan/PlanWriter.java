package dev.bellows.plan;

import dev.bellows.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a plan as plain values; the other half is {@link PlanReader}. */
final class PlanWriter {
    private PlanWriter() {}

    static Map<String, Object> plan(Plan plan) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", PlanJson.SCHEMA);
        json.put("migration", plan.migration().value());
        json.put("checksum", plan.checksum());
        json.put("server", plan.server());
        json.put("tables", each(plan.tables(), PlanWriter::table));
        json.put("steps", each(plan.steps(), PlanWriter::step));
        json.put("gates", each(plan.gates(), PlanWriter::gate));
        json.put("limits", limits(plan.limits()));
        json.put("notes", plan.notes());
        return json;
    }

    private static Map<String, Object> limits(Plan.Limits limits) {
        var json = new LinkedHashMap<String, Object>();
        json.put("lockTimeout", limits.lockTimeout().toString());
        json.put("chunk", limits.chunk().toString());
        json.put("retention", limits.retention().toString());
        return json;
    }

    private static Map<String, Object> table(TableName table) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", table.schema());
        json.put("name", table.name());
        return json;
    }

    private static Map<String, Object> step(Step step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", step.id().value());
        json.put("phase", PlanJson.kebab(step.phase()));
        json.put("title", step.title());
        json.put("action", action(step.action()));
        json.put("impact", impact(step.impact()));
        json.put("reversal", reversal(step.reversal()));
        step.probe().ifPresent(probe -> json.put("probe", probe.query().text()));
        json.put("estimate", estimate(step.estimate()));
        return json;
    }

    private static Map<String, Object> impact(Impact impact) {
        var json = new LinkedHashMap<String, Object>();
        json.put("lock", impact.lock());
        json.put("blocks", PlanJson.kebab(impact.blocks()));
        json.put("lasts", PlanJson.kebab(impact.lasts()));
        json.put("work", PlanJson.kebab(impact.work()));
        return json;
    }

    private static Map<String, Object> estimate(Estimate estimate) {
        var json = new LinkedHashMap<String, Object>();
        json.put("rows", estimate.rows());
        json.put("bytes", estimate.bytes());
        json.put("time", estimate.time().toString());
        return json;
    }

    private static Map<String, Object> action(Action action) {
        return switch (action) {
            case Action.Transaction transaction -> {
                var json = kind("transaction");
                json.put("tables", each(transaction.tables(), PlanWriter::table));
                json.put("lock", transaction.lock());
                json.put("statements", each(transaction.statements(), SqlStatement::text));
                yield json;
            }
            case Action.Ddl ddl -> {
                var json = kind("ddl");
                json.put("tables", each(ddl.tables(), PlanWriter::table));
                json.put("lock", ddl.lock());
                json.put("statement", ddl.statement().text());
                json.put("probe", ddl.probe().query().text());
                yield json;
            }
            case Action.Scan scan -> {
                var json = kind("scan");
                json.put("table", table(scan.table()));
                json.put("lock", scan.lock());
                json.put("statement", scan.statement().text());
                yield json;
            }
            case Action.Online online -> {
                var json = kind("online");
                json.put("table", table(online.table()));
                json.put("statement", online.statement().text());
                online.cleanup().ifPresent(cleanup -> json.put("cleanup", cleanup.text()));
                yield json;
            }
            case Action.Backfill backfill -> backfill(backfill);
            case Action.Verify verify -> {
                var json = kind("verify");
                json.put("table", table(verify.table()));
                json.put("walk", walk(verify.walk()));
                json.put("select", verify.select());
                json.put("mismatch", verify.mismatch());
                json.put("what", verify.what());
                yield json;
            }
        };
    }

    private static Map<String, Object> backfill(Action.Backfill backfill) {
        var json = kind("backfill");
        json.put("table", table(backfill.table()));
        json.put("walk", walk(backfill.walk()));
        json.put("head", backfill.head());
        json.put("tail", backfill.tail());
        json.put("columns", backfill.columns());
        json.put("triggers", backfill.triggers());
        return json;
    }

    private static Map<String, Object> walk(Walk walk) {
        return switch (walk) {
            case Walk.ByKey key -> {
                var json = kind("by-key");
                json.put("columns", key.columns());
                json.put("from", key.from());
                json.put("select", key.select());
                json.put("after", key.after());
                json.put("upto", key.upto());
                json.put("at", key.at());
                json.put("order", key.order());
                yield json;
            }
            case Walk.ByPage page -> {
                var json = kind("by-page");
                json.put("range", page.range());
                json.put("pages", page.pages().text());
                json.put("storage", page.storage().text());
                yield json;
            }
        };
    }

    private static Map<String, Object> reversal(Reversal reversal) {
        return switch (reversal) {
            case Reversal.Undo undo -> {
                var json = kind("undo");
                json.put("actions", each(undo.actions(), PlanWriter::action));
                yield json;
            }
            case Reversal.Nothing nothing -> {
                var json = kind("nothing");
                json.put("why", nothing.why());
                yield json;
            }
            case Reversal.Final last -> {
                var json = kind("final");
                json.put("why", last.why());
                yield json;
            }
        };
    }

    private static Map<String, Object> gate(Gate gate) {
        return switch (gate) {
            case Gate.Parity parity -> {
                var json = kind("parity");
                json.put("watches", parity.watches());
                yield json;
            }
            case Gate.OldWritersGone old -> {
                var json = kind("old-writers-gone");
                json.put("soak", old.soak().toString());
                json.put("watches", old.watches());
                yield json;
            }
            case Gate.OldSessionsGone ignored -> kind("old-sessions-gone");
            case Gate.Approval ignored -> kind("approval");
        };
    }

    private static Map<String, Object> kind(String kind) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", kind);
        return json;
    }

    private static <T, R> List<R> each(List<T> values, Function<T, R> form) {
        return values.stream().map(form).toList();
    }
}
