package dev.bellows.cli.text;

import dev.bellows.testkit.demo.DemoFigures;
import dev.bellows.testkit.demo.DemoResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The table at the end of the demonstration, as text and as JSON. */
public final class DemoText {
    private static final String LINE = "%-34s %14s %18s%n";

    private static final String NEXT = "bellows plan FILE --url URL";

    private DemoText() {}

    /** For people: Bellows beside the plain file. */
    public static String of(DemoResult result, Paint paint) {
        var bellows = result.bellows();
        var naive = result.naive();
        var text = new StringBuilder("%n".formatted());
        text.append(paint.strong(
                LINE.formatted("%,d rows, four patterns".formatted(result.rows()), "with Bellows", "plain ALTERs")));
        row(text, "statements of the old version", count(bellows, "app_old"), count(naive, "app_old"));
        row(text, "statements of the new version", count(bellows, "app_new"), count(naive, "app_new"));
        row(text, "failed", bellows.failed(), naive.failed());
        row(text, "lost", bellows.lost(), naive.lost());
        row(text, "p50 idle", millis(bellows.idle().p50()), millis(naive.idle().p50()));
        row(
                text,
                "p50 during",
                millis(bellows.during().p50()),
                millis(naive.during().p50()));
        row(text, "p99 idle", millis(bellows.idle().p99()), millis(naive.idle().p99()));
        row(
                text,
                "p99 during",
                millis(bellows.during().p99()),
                millis(naive.during().p99()));
        row(text, "longest stall", millis(bellows.longest()), millis(naive.longest()));
        row(text, "rollback after contract", millis(result.rollbackAfterContract()), "none");
        text.append("%nNext: %s%n".formatted(paint.strong(NEXT)));
        return text.toString();
    }

    /** For scripts; times in milliseconds. */
    public static Map<String, Object> json(DemoResult result) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", 1);
        json.put("rows", result.rows());
        json.putAll(figures(result.bellows()));
        json.put("rollbackAfterContractMillis", number(result.rollbackAfterContract()));
        json.put("naive", figures(result.naive()));
        json.put("next", NEXT);
        return json;
    }

    private static Map<String, Object> figures(DemoFigures figures) {
        var json = new LinkedHashMap<String, Object>();
        json.put("statements", figures.statements());
        json.put("statementsOld", figures.sent().getOrDefault("app_old", 0L));
        json.put("statementsNew", figures.sent().getOrDefault("app_new", 0L));
        json.put("failed", figures.failed());
        json.put("lost", figures.lost());
        json.put("longestStallMillis", number(figures.longest()));
        json.put("p50IdleMillis", number(figures.idle().p50()));
        json.put("p50DuringMillis", number(figures.during().p50()));
        json.put("p99IdleMillis", number(figures.idle().p99()));
        json.put("p99DuringMillis", number(figures.during().p99()));
        return json;
    }

    private static void row(StringBuilder text, String what, Object bellows, Object naive) {
        text.append(LINE.formatted(what, bellows, naive));
    }

    private static String count(DemoFigures figures, String version) {
        return "%,d".formatted(figures.sent().getOrDefault(version, 0L));
    }

    private static String millis(Duration time) {
        return "%.1f ms".formatted(number(time));
    }

    private static double number(Duration time) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6));
    }
}
