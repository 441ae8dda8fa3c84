package dev.bellows.bench;

import dev.bellows.bench.backfill.Backfill;
import dev.bellows.bench.backfill.BackfillJson;
import dev.bellows.bench.backfill.BackfillText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "backfill",
        description = "Fills a column: Bellows, one plain UPDATE, and batches of 1,000 with 50 ms of sleep.")
final class BackfillCommand extends Benchmark {
    private static final List<Long> SIZES = List.of(1_000_000L, 10_000_000L);

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the table; default: a million, then ten.")
    private Optional<Long> rows = Optional.empty();

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long the application is watched before a contender begins; default: ${DEFAULT-VALUE}.")
    private int idle;

    @Override
    Result measure() throws SQLException, InterruptedException {
        var sizes = rows.map(n -> List.of(atLeast("--rows", 1, n))).orElse(SIZES);
        var watched = Duration.ofSeconds(atLeast("--idle", 1, idle));
        var result = new Backfill(new Backfill.Settings(sizes, runs(), watched), this::say).run();
        return new Result(BackfillText.of(result), BackfillJson.of(result));
    }
}
