package dev.bellows.cli;

import dev.bellows.cli.settings.Redaction;
import dev.bellows.cli.text.DemoText;
import dev.bellows.testkit.demo.Demo;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = "Shows it all on an embedded PostgreSQL, under live traffic.")
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows of the table; default: a million.")
    private long rows;

    @Option(names = "--json", description = "Print JSON: a line for each thing that happens, the figures last.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and stop.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and stops
    private boolean help;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws SQLException {
        var screen = surroundings.screen();
        var form = json ? Report.Form.JSON : Report.Form.TEXT;
        var report = new Report(screen, form, new Redaction(Optional.empty()));
        Logging.start(screen.err(), Logging.Detail.QUIET);
        if (rows < 1) {
            return report.refused(new dev.bellows.cli.settings.Refusal(
                            "--rows takes a number from 1 on, not " + rows, "bellows demo --rows 1000000"))
                    .number();
        }
        try (var progress = Progress.of(screen, form, surroundings.nanos())) {
            var result = new Demo(
                            rows,
                            progress,
                            words -> screen.err().println(screen.paint().strong("> ") + words))
                    .run();
            report.data(paint -> DemoText.of(result, paint), DemoText.json(result));
            var kept = result.bellows().failed() == 0 && result.bellows().lost() == 0;
            return (kept ? ExitCode.DONE : ExitCode.UNFORESEEN).number();
        }
    }
}
