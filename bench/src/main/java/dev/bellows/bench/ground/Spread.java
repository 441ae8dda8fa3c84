package dev.bellows.bench.ground;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Several measurements of the same thing. */
public record Spread(double median, double least, double most) {

    public static Spread of(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        var median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /** How many times another's median this one is. */
    public double times(Spread other) {
        return median / other.median;
    }

    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("median", rounded(median));
        json.put("min", rounded(least));
        json.put("max", rounded(most));
        return json;
    }

    /** Four significant digits: there is no more in it. */
    public static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
    }
}
