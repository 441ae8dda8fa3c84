package dev.bellows.journal;

import dev.bellows.plan.Phase;
import dev.bellows.plan.StepId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events to and from plain values for JSON; {@code type} is the name of the variant. */
public final class RunEventJson {
    private RunEventJson() {}

    public static Map<String, Object> write(RunEvent event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", event.getClass().getSimpleName());
        switch (event) {
            case RunEvent.PlanSaved(var checksum) -> json.put("checksum", checksum);
            case RunEvent.StepStarted(var step) -> json.put("step", step.value());
            case RunEvent.StepFinished(var step) -> json.put("step", step.value());
            case RunEvent.StepFailed(var step, var reason) -> {
                json.put("step", step.value());
                json.put("reason", reason);
            }
            case RunEvent.StepUndone(var step) -> json.put("step", step.value());
            case RunEvent.PhaseFinished(var phase) -> json.put("phase", phase.name());
            case RunEvent.Verified(var rows, var differences, var keys) -> {
                json.put("rows", rows);
                json.put("differences", differences);
                json.put("keys", keys);
            }
            case RunEvent.Approved(var by, var note, var accepted) -> {
                json.put("by", by);
                json.put("note", note);
                json.put("accepted", accepted);
            }
            case RunEvent.RollbackStarted(var before) -> json.put("before", before.name());
            case RunEvent.RollbackFinished(var before) -> json.put("before", before.name());
        }
        return json;
    }

    /** Throws {@link IllegalArgumentException} for what {@link #write} never wrote. */
    public static RunEvent read(Map<String, Object> json) {
        var type = text(json, "type");
        return switch (type) {
            case "PlanSaved" -> new RunEvent.PlanSaved(text(json, "checksum"));
            case "StepStarted" -> new RunEvent.StepStarted(step(json));
            case "StepFinished" -> new RunEvent.StepFinished(step(json));
            case "StepFailed" -> new RunEvent.StepFailed(step(json), text(json, "reason"));
            case "StepUndone" -> new RunEvent.StepUndone(step(json));
            case "PhaseFinished" -> new RunEvent.PhaseFinished(Phase.valueOf(text(json, "phase")));
            case "Verified" ->
                new RunEvent.Verified(number(json, "rows"), number(json, "differences"), texts(json, "keys"));
            case "Approved" -> new RunEvent.Approved(text(json, "by"), text(json, "note"), texts(json, "accepted"));
            case "RollbackStarted" -> new RunEvent.RollbackStarted(Phase.valueOf(text(json, "before")));
            case "RollbackFinished" -> new RunEvent.RollbackFinished(Phase.valueOf(text(json, "before")));
            default ->
                throw new IllegalArgumentException(
                        "journal event " + type + " is unknown: was it written by a newer Bellows?");
        };
    }

    private static StepId step(Map<String, Object> json) {
        return new StepId(text(json, "step"));
    }

    private static String text(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("journal event without text " + name + ": " + json);
    }

    private static long number(Map<String, Object> json, String name) {
        if (json.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("journal event without number " + name + ": " + json);
    }

    private static List<String> texts(Map<String, Object> json, String name) {
        if (json.get(name) instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException("journal event without list " + name + ": " + json);
    }
}
