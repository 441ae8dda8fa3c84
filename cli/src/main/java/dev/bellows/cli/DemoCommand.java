package dev.bellows.cli;

import dev.bellows.cli.settings.Redaction;
import dev.bellows.cli.settings.Refusal;
import dev.bellows.cli.text.DemoText;
import dev.bellows.testkit.demo.Demo;
import dev.bellows.testkit.demo.DemoServer;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = "Shows it all on a server of its own, under live traffic.")
final class DemoCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            defaultValue = "postgres",
            description = "postgres, mysql or mariadb; default: postgres.")
    private DemoServer server = DemoServer.POSTGRES;

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
        var refusal = refusal();
        if (refusal.isPresent()) {
            return report.refused(refusal.get()).number();
        }
        try (var progress = Progress.of(screen, form, surroundings.nanos())) {
            var result = new Demo(
                            server,
                            rows,
                            progress,
                            words -> screen.err().println(screen.paint().strong("> ") + words))
                    .run();
            report.data(paint -> DemoText.of(result, paint), DemoText.json(result));
            var kept = result.bellows().failed() == 0 && result.bellows().lost() == 0;
            return (kept ? ExitCode.DONE : ExitCode.UNFORESEEN).number();
        }
    }

    private Optional<Refusal> refusal() {
        if (rows < 1) {
            return Optional.of(
                    new Refusal("--rows takes a number from 1 on, not " + rows, "bellows demo --rows 1000000"));
        }
        return server.available()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "--server: this one runs on Linux on amd64 only, and is fetched when it is first asked for",
                        "bellows demo --server postgres"));
    }
}
