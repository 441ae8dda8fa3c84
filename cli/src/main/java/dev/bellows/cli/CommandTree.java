package dev.bellows.cli;

import static java.util.stream.Collectors.joining;

import dev.bellows.cli.settings.Redaction;
import dev.bellows.cli.text.OutcomeJson;
import dev.bellows.cli.text.Paint;
import dev.bellows.json.Json;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under one root. */
final class CommandTree {
    /** In the order of the help. A new command is a new line here, and a page docs/commands/NAME.md. */
    static final List<Entry> COMMANDS = List.of(
            new Entry("plan", PlanCommand::new),
            new Entry("run", RunCommand::new),
            new Entry("expand", ExpandCommand::new),
            new Entry("migrate", MigrateCommand::new),
            new Entry("verify", VerifyCommand::new),
            new Entry("approve", ApproveCommand::new),
            new Entry("contract", ContractCommand::new),
            new Entry("purge", PurgeCommand::new),
            new Entry("rollback", RollbackCommand::new),
            new Entry("status", StatusCommand::new),
            new Entry("pause", PauseCommand::new),
            new Entry("resume", ResumeCommand::new),
            new Entry("tune", TuneCommand::new),
            new Entry("demo", DemoCommand::new));

    private final Surroundings surroundings;

    /** A command, made when it is needed: reading the annotations of all of them would cost every start. */
    record Entry(String name, Function<Surroundings, Callable<Integer>> command) {}

    CommandTree(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The exit code. */
    int execute(String... arguments) {
        try {
            return written(commandLine(arguments).execute(arguments));
        } catch (StackOverflowError | OutOfMemoryError e) {
            return unforeseen(e, arguments);
        }
    }

    /** A full disk keeps data from a script, which must not take the rest for all. */
    private int written(int code) {
        var screen = surroundings.screen();
        if (code != ExitCode.DONE.number() || !screen.out().checkError()) {
            return code;
        }
        screen.err().println(screen.paint().bad("bellows: ") + "standard output could not be written");
        screen.err().println("  now: the command itself was carried out");
        screen.err().println("  next: " + screen.paint().strong("bellows status"));
        return ExitCode.UNFORESEEN.number();
    }

    /** No person is shown a stack trace that was not asked for. */
    private int unforeseen(Throwable failure, String... arguments) {
        var words = List.of(arguments);
        var form = words.contains("--json") ? Report.Form.JSON : Report.Form.TEXT;
        var command = words.isEmpty() ? "bellows" : "bellows " + words.getFirst();
        return new Report(surroundings.screen(), form, new Redaction(Optional.empty()))
                .unforeseen(failure, Logging.Detail.QUIET, command)
                .number();
    }

    /** Knows the command that is named first, or all of them where that is none. */
    CommandLine commandLine(String... arguments) {
        var screen = surroundings.screen();
        var root = new CommandLine(new Main());
        var named = COMMANDS.stream()
                .filter(entry -> arguments.length > 0 && entry.name().equals(arguments[0]))
                .toList();
        for (var entry : named.isEmpty() ? COMMANDS : named) {
            root.addSubcommand(entry.name(), entry.command().apply(surroundings));
        }
        return root.setOut(writer(screen.out()))
                .setErr(writer(screen.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(screen.paint())))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((failure, line, parsed) -> unforeseen(failure, arguments));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    private static Ansi ansi(Paint paint) {
        return switch (paint) {
            case COLOURED -> Ansi.ON;
            case PLAIN -> Ansi.OFF;
        };
    }

    private static String said(ParameterException wrong, String[] arguments) {
        var noCommand = wrong instanceof UnmatchedArgumentException
                && wrong.getCommandLine().getParent() == null
                && !arguments[0].startsWith("-");
        return noCommand
                ? "there is no command %s; there are %s"
                        .formatted(
                                arguments[0], COMMANDS.stream().map(Entry::name).collect(joining(", ")))
                : String.valueOf(wrong.getMessage());
    }

    /** Says what is wrong with the arguments; they may hold a URL with a password. */
    private int misused(ParameterException wrong, String[] arguments) {
        var screen = surroundings.screen();
        var message = new Redaction(Optional.empty()).apply(said(wrong, arguments));
        var help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        var code = ExitCode.USAGE.number();
        if (List.of(arguments).contains("--json")) {
            screen.out().println(Json.write(OutcomeJson.error("usage", code, message, "nothing was done", help)));
        } else {
            screen.err().println(screen.paint().bad("bellows: ") + message);
            screen.err().println("Nothing was done. Next: " + screen.paint().strong(help));
        }
        return code;
    }
}
