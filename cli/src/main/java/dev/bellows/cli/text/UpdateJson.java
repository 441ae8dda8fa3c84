package dev.bellows.cli.text;

import dev.bellows.dialect.Locks.Blocker;
import dev.bellows.listen.RunUpdate;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run tells, as one line of NDJSON each: {@code update} names the kind. */
public final class UpdateJson {
    private UpdateJson() {}

    public static Map<String, Object> write(RunUpdate update) {
        return switch (update) {
            case RunUpdate.StepBegan began -> {
                var json = update("step-began", began.step());
                json.put("title", began.title());
                yield json;
            }
            case RunUpdate.StepEnded ended -> {
                var json = update("step-ended", ended.step());
                json.put("tookMillis", ended.took().toMillis());
                yield json;
            }
            case RunUpdate.StepFailed failed -> reason(update("step-failed", failed.step()), failed.reason());
            case RunUpdate.WaitingForLock waiting -> {
                var json = update("waiting-for-lock", waiting.step());
                json.put("attempt", waiting.attempt());
                json.put(
                        "blockers",
                        waiting.blockers().stream().map(UpdateJson::blocker).toList());
                yield json;
            }
            case RunUpdate.ChunkDone chunk -> chunk(chunk);
            case RunUpdate.Throttled held -> reason(update("throttled", held.step()), held.reason());
            case RunUpdate.Reconnecting lost -> {
                var json = new LinkedHashMap<String, Object>();
                json.put("schema", 1);
                json.put("update", "reconnecting");
                yield reason(json, lost.reason());
            }
        };
    }

    private static Map<String, Object> chunk(RunUpdate.ChunkDone chunk) {
        var json = update("chunk-done", chunk.step());
        json.put("visited", chunk.visited());
        json.put("total", chunk.total());
        json.put("changed", chunk.changed());
        json.put("perSecond", Math.round(chunk.perSecond()));
        chunk.left().ifPresent(left -> json.put("leftMillis", left.toMillis()));
        json.put("nextChunk", chunk.chunk());
        chunk.throttle().ifPresent(reason -> json.put("throttle", reason));
        return json;
    }

    private static Map<String, Object> blocker(Blocker blocker) {
        var json = new LinkedHashMap<String, Object>();
        json.put("pid", blocker.pid());
        json.put("user", blocker.user());
        json.put("application", blocker.application());
        json.put("transactionMillis", blocker.transactionAge().toMillis());
        json.put("query", blocker.query());
        return json;
    }

    private static Map<String, Object> update(String kind, Object step) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("update", kind);
        json.put("step", step.toString());
        return json;
    }

    private static Map<String, Object> reason(Map<String, Object> json, String reason) {
        json.put("reason", reason);
        return json;
    }
}
