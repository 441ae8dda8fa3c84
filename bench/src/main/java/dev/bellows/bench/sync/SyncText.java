package dev.bellows.bench.sync;

import dev.bellows.bench.ground.Table;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The result for people: medians, with the least and the most of all runs, and ratios of medians. */
public final class SyncText {
    private SyncText() {}

    public static String of(SyncResult result) {
        var table = new Table(
                "medians of %d".formatted(result.runs()),
                List.of("seconds", "least-most", "to no triggers", "in CPU", "to before", "in CPU"));
        for (var measured : result.measured()) {
            table.line("%s: %s, %,d rows"
                    .formatted(
                            measured.shape().key(),
                            measured.operation().title(),
                            measured.operation().written(result.rows())));
            for (var contender : Contender.values()) {
                table.row("  " + contender.title(), cells(measured, contender));
            }
        }
        return result.machine().text() + "\n\n" + table.text();
    }

    private static List<String> cells(SyncResult.Measured measured, Contender contender) {
        var spread = measured.spread(contender, Took::seconds);
        return List.of(
                "%.3f".formatted(spread.median()),
                "%.3f-%.3f".formatted(spread.least(), spread.most()),
                ratio(measured, contender, Contender.COLUMNS, Took::seconds),
                ratio(measured, contender, Contender.COLUMNS, Took::cpuSeconds),
                ratio(measured, contender, Contender.BEFORE, Took::seconds),
                ratio(measured, contender, Contender.BEFORE, Took::cpuSeconds));
    }

    private static String ratio(
            SyncResult.Measured measured, Contender one, Contender other, ToDoubleFunction<Took> figure) {
        return one.ordinal() <= other.ordinal() ? "" : "%.2f".formatted(measured.ratio(one, other, figure));
    }
}
