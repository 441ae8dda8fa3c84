package dev.bellows.bench;

import dev.bellows.bench.sync.Sync;
import dev.bellows.bench.sync.SyncJson;
import dev.bellows.bench.sync.SyncText;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sync",
        description = "What the triggers cost statements that write many rows, beside those of a peer's kind.")
final class SyncCommand extends Benchmark {
    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows of the table; default: a million.")
    private long rows;

    @Override
    Result measure() throws SQLException {
        var result = new Sync(atLeast("--rows", 1, rows), runs(), this::say).run();
        return new Result(SyncText.of(result), SyncJson.of(result));
    }
}
