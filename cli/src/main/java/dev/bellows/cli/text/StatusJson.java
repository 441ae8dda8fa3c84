package dev.bellows.cli.text;

import dev.bellows.plan.Phase;
import dev.bellows.run.Status;
import dev.bellows.store.Control;
import dev.bellows.store.Progress;
import dev.bellows.store.Store.FailedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where runs stand, as JSON. */
public final class StatusJson {
    private StatusJson() {}

    public static Map<String, Object> write(List<Status> all) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("migrations", all.stream().map(StatusJson::write).toList());
        return json;
    }

    private static Map<String, Object> write(Status status) {
        var json = new LinkedHashMap<String, Object>();
        json.put("migration", status.plan().migration().value());
        json.put("checksum", status.plan().checksum());
        json.put("stage", Formats.kebab(status.stage()));
        json.put("phases", phases(status));
        status.state().open().ifPresent(step -> json.put("openStep", step.value()));
        json.put("walks", status.walks().stream().map(StatusJson::walk).toList());
        json.put("gates", OutcomeJson.gates(status.gates()));
        json.put("failedRows", status.failedRows().stream().map(StatusJson::row).toList());
        json.put("control", control(status.control()));
        status.ages().sinceExpand().ifPresent(age -> json.put("sinceExpandMillis", age.toMillis()));
        status.ages().sinceContract().ifPresent(age -> json.put("sinceContractMillis", age.toMillis()));
        json.put("next", status.next());
        return json;
    }

    private static List<Map<String, Object>> phases(Status status) {
        var phases = new ArrayList<Map<String, Object>>();
        for (var phase : Phase.values()) {
            var steps = status.plan().steps(phase);
            var json = new LinkedHashMap<String, Object>();
            json.put("phase", Formats.kebab(phase));
            json.put("finished", status.state().finished().contains(phase));
            json.put("steps", steps.size());
            json.put(
                    "done",
                    steps.stream()
                            .filter(step -> status.state().isDone(step.id()))
                            .count());
            phases.add(json);
        }
        return phases;
    }

    private static Map<String, Object> walk(Status.WalkStatus walk) {
        var json = new LinkedHashMap<String, Object>();
        json.put("step", walk.step().value());
        json.put("visited", walk.progress().visited());
        json.put("total", walk.progress().total());
        json.put("changed", walk.progress().changed());
        json.put("finished", walk.progress().finished() == Progress.Extent.FINISHED);
        return json;
    }

    private static Map<String, Object> row(FailedRow row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("step", row.step().value());
        json.put("key", row.key());
        json.put("reason", row.reason());
        return json;
    }

    private static Map<String, Object> control(Control control) {
        var json = new LinkedHashMap<String, Object>();
        json.put("mode", Formats.kebab(control.mode()));
        json.put("chunkMillis", control.chunk().toMillis());
        json.put("maxLagMillis", control.maxLag().toMillis());
        json.put("maxActive", control.maxActive());
        return json;
    }
}
