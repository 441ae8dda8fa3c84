package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the application felt, in milliseconds; nothing but zeros where no statement was due. */
public record Felt(long statements, long failed, double p50, double p99, double longest) {

    static Felt of(List<Long> nanos, long failed) {
        var sorted = nanos.stream().sorted().toList();
        return new Felt(
                sorted.size(), failed, percentile(sorted, 0.5), percentile(sorted, 0.99), percentile(sorted, 1));
    }

    private static double percentile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * share) - 1) / 1e6;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("statements", statements);
        json.put("failed", failed);
        json.put("p50Millis", Spread.rounded(p50));
        json.put("p99Millis", Spread.rounded(p99));
        json.put("longestMillis", Spread.rounded(longest));
        return json;
    }
}
