package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Spread;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A contender without an application beside it.
 *
 * @param rows that it filled
 * @param seconds of the filling
 * @param wholeSeconds with all before and after it: for Bellows expand, the journal and the comparison of every row
 * @param cost of the filling
 */
public record Alone(long rows, double seconds, double wholeSeconds, Filling.Cost cost) {
    double rowsPerSecond() {
        return rows / seconds;
    }

    double wholeRowsPerSecond() {
        return rows / wholeSeconds;
    }

    double walBytesPerRow() {
        return (double) cost.walBytes() / rows;
    }

    double cpuMicrosPerRow() {
        return cost.cpuSeconds() * 1e6 / rows;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("rows", rows);
        json.put("seconds", Spread.rounded(seconds));
        json.put("wholeSeconds", Spread.rounded(wholeSeconds));
        json.put("rowsPerSecond", Spread.rounded(rowsPerSecond()));
        json.put("walBytesPerRow", Spread.rounded(walBytesPerRow()));
        json.put("cpuMicrosPerRow", Spread.rounded(cpuMicrosPerRow()));
        return json;
    }
}
