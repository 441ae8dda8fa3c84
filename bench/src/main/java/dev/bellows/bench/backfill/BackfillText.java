package dev.bellows.bench.backfill;

import dev.bellows.bench.ground.Spread;
import dev.bellows.bench.ground.Table;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The result for people: medians, with the least and the most of all runs. */
public final class BackfillText {
    private static final String MILLIS = "%,.1f ms";

    private BackfillText() {}

    public static String of(BackfillResult result) {
        var text = new StringBuilder(result.machine().text()).append('\n');
        for (var size : result.sizes()) {
            text.append('\n').append(size(size, result.runs()));
        }
        return text.toString();
    }

    private static String size(BackfillResult.Size size, int runs) {
        var table = new Table("%,d rows, medians of %d (least-most)".formatted(size.rows(), runs), titles());
        row(table, "rows/s", size, alone(Alone::rowsPerSecond, "%,.0f"));
        row(table, "  Bellows : this", size, ratio(size::rateRatio));
        row(table, "rows/s, with all around it", size, alone(Alone::wholeRowsPerSecond, "%,.0f"));
        row(table, "  Bellows : this", size, ratio(size::wholeRatio));
        row(table, "CPU of the server, us for a row", size, alone(Alone::cpuMicrosPerRow, "%,.2f"));
        row(table, "  Bellows : this", size, ratio(size::cpuRatio));
        row(table, "log, bytes for a row", size, alone(Alone::walBytesPerRow, "%,.0f"));
        table.line("beside %d statements/s:".formatted(Foreground.PER_SECOND));
        row(table, "rows/s", size, pressed(Pressed::rowsPerSecond, "%,.0f"));
        row(table, "p50 idle", size, pressed(p -> p.idle().p50(), MILLIS));
        row(table, "p50 during", size, pressed(p -> p.during().p50(), MILLIS));
        row(table, "p99 idle", size, pressed(p -> p.idle().p99(), MILLIS));
        row(table, "p99 during", size, pressed(p -> p.during().p99(), MILLIS));
        row(table, "  during : idle", size, pressed(Pressed::p99Ratio, "%.2f"));
        row(table, "p99 during all around it", size, pressed(p -> p.throughout().p99(), MILLIS));
        row(table, "longest during", size, pressed(p -> p.during().longest(), MILLIS));
        row(table, "failed statements", size, pressed(p -> p.throughout().failed(), "%,.0f"));
        row(table, "rows that differ afterwards", size, pressed(Pressed::differing, "%,.0f"));
        if (LoopFilling.slice(size.rows()) < size.rows()) {
            table.line("The loop was stopped after %,d rows: its rate and its p99 are of that slice."
                    .formatted(LoopFilling.slice(size.rows())));
        }
        return table.text();
    }

    private static List<String> titles() {
        return List.of(Contender.values()).stream().map(Contender::title).toList();
    }

    private static void row(
            Table table, String what, BackfillResult.Size size, Function<BackfillResult.Entry, String> cell) {
        table.row(what, size.entries().stream().map(cell).toList());
    }

    private static Function<BackfillResult.Entry, String> alone(ToDoubleFunction<Alone> figure, String format) {
        return entry -> spread(entry.alone(figure), format);
    }

    private static Function<BackfillResult.Entry, String> pressed(ToDoubleFunction<Pressed> figure, String format) {
        return entry -> spread(entry.pressed(figure), format);
    }

    private static Function<BackfillResult.Entry, String> ratio(Function<Contender, Double> ratio) {
        return entry -> entry.contender() == Contender.BELLOWS ? "" : "%.2f".formatted(ratio.apply(entry.contender()));
    }

    private static String spread(Spread spread, String format) {
        DoubleFunction<String> shown = format::formatted;
        return spread.least() == spread.most()
                ? shown.apply(spread.median())
                : "%s (%s-%s)"
                        .formatted(
                                shown.apply(spread.median()),
                                shown.apply(spread.least()).replace(" ms", ""),
                                shown.apply(spread.most()).replace(" ms", ""));
    }
}
