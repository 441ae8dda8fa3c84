package dev.bellows.bench.sync;

import dev.bellows.bench.ground.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The result for scripts: every run, medians, ratios of medians. */
public final class SyncJson {
    private SyncJson() {}

    public static Map<String, Object> of(SyncResult result) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("benchmark", "sync");
        json.put("machine", result.machine().json());
        json.put("rows", result.rows());
        json.put("runs", result.runs());
        json.put(
                "measured",
                result.measured().stream().map(m -> measured(m, result.rows())).toList());
        return json;
    }

    private static Map<String, Object> measured(SyncResult.Measured measured, long rows) {
        var json = new LinkedHashMap<String, Object>();
        json.put("shape", measured.shape().key());
        json.put("operation", measured.operation().key());
        json.put("rows", measured.operation().written(rows));
        json.put("seconds", contenders(measured, Took::seconds));
        json.put("cpuSeconds", contenders(measured, Took::cpuSeconds));
        json.put("ratios", ratios(measured, Took::seconds));
        json.put("cpuRatios", ratios(measured, Took::cpuSeconds));
        return json;
    }

    private static Map<String, Object> contenders(SyncResult.Measured measured, ToDoubleFunction<Took> figure) {
        var json = new LinkedHashMap<String, Object>();
        for (var contender : Contender.values()) {
            var one = new LinkedHashMap<>(measured.spread(contender, figure).json());
            one.put(
                    "runs",
                    measured.runs(contender, figure).stream()
                            .map(Spread::rounded)
                            .toList());
            json.put(contender.key(), one);
        }
        return json;
    }

    private static Map<String, @Nullable Object> ratios(SyncResult.Measured measured, ToDoubleFunction<Took> figure) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (var other : List.of(Contender.COLUMNS, Contender.BEFORE)) {
            for (var one : List.of(Contender.BELLOWS, Contender.PEER)) {
                var ratio = measured.ratio(one, other, figure);
                var name = other == Contender.COLUMNS ? "ToColumns" : "ToBefore";
                json.put(one.key() + name, Double.isFinite(ratio) ? Spread.rounded(ratio) : null);
            }
        }
        return json;
    }
}
