package dev.bellows.cli.text;

import dev.bellows.migration.Problem;
import dev.bellows.run.GateReport;
import dev.bellows.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a command ended, as one object: {@code outcome} names the kind. */
public final class OutcomeJson {
    private OutcomeJson() {}

    public static Map<String, Object> write(Outcome outcome, int exit) {
        return switch (outcome) {
            case Outcome.Done ignored -> base("done", outcome, exit);
            case Outcome.Refused refused -> {
                var json = base("refused", outcome, exit);
                json.put("problems", problems(refused.problems()));
                yield json;
            }
            case Outcome.GateClosed closed -> {
                var json = base("gate-closed", outcome, exit);
                json.put("gates", gates(closed.reports()));
                yield json;
            }
            case Outcome.Held held -> {
                var json = base("held", outcome, exit);
                json.put("holder", held.holder());
                yield json;
            }
            case Outcome.Failed failed -> {
                var json = base("failed", outcome, exit);
                json.put("tried", failed.tried());
                json.put("message", failed.message());
                yield json;
            }
            case Outcome.NeedsOperator needed -> {
                var json = base("needs-operator", outcome, exit);
                json.put("question", needed.question());
                yield json;
            }
            case Outcome.Paused paused -> {
                var json = base("paused", outcome, exit);
                json.put("step", paused.step().value());
                yield json;
            }
        };
    }

    /** An error that is no outcome of a run: usage, or something unforeseen. */
    public static Map<String, Object> error(String kind, int exit, String message, String now, String remedy) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("outcome", kind);
        json.put("exit", exit);
        json.put("message", message);
        json.put("now", now);
        json.put("remedy", remedy);
        return json;
    }

    public static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream().map(OutcomeJson::problem).toList();
    }

    private static Map<String, Object> problem(Problem problem) {
        var json = new LinkedHashMap<String, Object>();
        json.put("code", problem.code());
        problem.position().ifPresent(position -> {
            json.put("line", position.line());
            json.put("column", position.column());
        });
        json.put("message", problem.message());
        json.put("remedy", problem.remedy());
        return json;
    }

    static List<Map<String, Object>> gates(List<GateReport> reports) {
        return reports.stream().map(OutcomeJson::gate).toList();
    }

    private static Map<String, Object> gate(GateReport report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("gate", report.gate());
        json.put("verdict", Formats.kebab(report.verdict()));
        json.put("evidence", report.evidence());
        return json;
    }

    private static Map<String, Object> base(String kind, Outcome outcome, int exit) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("outcome", kind);
        json.put("exit", exit);
        json.put("migration", outcome.standing().migration().value());
        outcome.standing().stage().ifPresent(stage -> json.put("stage", Formats.kebab(stage)));
        json.put("next", outcome.standing().next());
        return json;
    }
}
