package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result for scripts: every run, medians, ratios of medians. */
public final class BackfillJson {
    private BackfillJson() {}

    public static Map<String, Object> of(BackfillResult result) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("benchmark", "backfill");
        json.put("machine", result.machine().json());
        json.put("runs", result.runs());
        json.put("foreground", foreground(result));
        json.put("sizes", result.sizes().stream().map(BackfillJson::size).toList());
        return json;
    }

    private static Map<String, Object> foreground(BackfillResult result) {
        var json = new LinkedHashMap<String, Object>();
        json.put("statementsPerSecond", Foreground.PER_SECOND);
        json.put("connections", Foreground.CONNECTIONS);
        json.put("idleSeconds", result.idle().toMillis() / 1e3);
        return json;
    }

    private static Map<String, Object> size(BackfillResult.Size size) {
        var json = new LinkedHashMap<String, Object>();
        json.put("rows", size.rows());
        json.put("loopRows", LoopFilling.slice(size.rows()));
        var contenders = new LinkedHashMap<String, Object>();
        size.entries().forEach(entry -> contenders.put(entry.contender().key(), entry(entry)));
        json.put("contenders", contenders);
        var ratios = new LinkedHashMap<String, Object>();
        for (var other : Contender.values()) {
            if (other != Contender.BELLOWS) {
                ratios.put(other.key(), ratios(size, other));
            }
        }
        json.put("bellowsTo", ratios);
        return json;
    }

    private static Map<String, @Nullable Object> ratios(BackfillResult.Size size, Contender other) {
        var cpu = size.cpuRatio(other);
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("rowsPerSecond", Spread.rounded(size.rateRatio(other)));
        json.put("wholeRowsPerSecond", Spread.rounded(size.wholeRatio(other)));
        json.put("cpuMicrosPerRow", Double.isFinite(cpu) ? Spread.rounded(cpu) : null);
        return json;
    }

    private static Map<String, Object> entry(BackfillResult.Entry entry) {
        var json = new LinkedHashMap<String, Object>();
        json.put("rowsPerSecond", entry.alone(Alone::rowsPerSecond).json());
        json.put("wholeRowsPerSecond", entry.alone(Alone::wholeRowsPerSecond).json());
        json.put("walBytesPerRow", entry.alone(Alone::walBytesPerRow).json());
        json.put(
                "rowsPerSecondBesideForeground",
                entry.pressed(Pressed::rowsPerSecond).json());
        json.put("p99IdleMillis", entry.pressed(p -> p.idle().p99()).json());
        json.put("p99DuringMillis", entry.pressed(p -> p.during().p99()).json());
        json.put("p99DuringToIdle", entry.pressed(Pressed::p99Ratio).json());
        json.put("alone", entry.alone().stream().map(Alone::json).toList());
        json.put("besideForeground", entry.pressed().stream().map(Pressed::json).toList());
        return json;
    }
}
