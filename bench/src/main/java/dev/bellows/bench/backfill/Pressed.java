package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Spread;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A contender with an application beside it.
 *
 * @param rowsPerSecond of the filling
 * @param idle what the application felt before
 * @param during what it felt during the filling
 * @param throughout what it felt during all that the contender did
 * @param differing rows whose columns differ afterwards: what was written after the row had been filled, and no sync
 */
public record Pressed(double rowsPerSecond, Felt idle, Felt during, Felt throughout, long differing) {

    double p99Ratio() {
        return during.p99() / idle.p99();
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("rowsPerSecond", Spread.rounded(rowsPerSecond));
        json.put("idle", idle.json());
        json.put("during", during.json());
        json.put("throughout", throughout.json());
        json.put("differing", differing);
        return json;
    }
}
