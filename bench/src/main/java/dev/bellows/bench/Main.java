package dev.bellows.bench;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Where a benchmark begins: {@code bellows-bench NAME ...}. */
@Command(
        name = "bellows-bench",
        description = "Measures Bellows side by side with what one would run instead.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {BackfillCommand.class, SyncCommand.class})
public final class Main implements Runnable {
    private static final int USAGE = 2;
    private static final Logger BELLOWS = Logger.getLogger("dev.bellows");

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @CommandLine.Option(names = "--help", usageHelp = true, description = "Show this help and stop.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and stops
    private boolean help;

    Main() {}

    public static void main(String[] arguments) {
        BELLOWS.setLevel(Level.WARNING); // the journal of a migration is of no interest here
        System.exit(execute(System.out, System.err, arguments));
    }

    /** The exit code. */
    static int execute(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::misused)
                .execute(arguments);
    }

    /** No benchmark was named. */
    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "which benchmark is to be run?");
    }

    private static int misused(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        var root = command.getParent() == null ? command : command.getParent();
        var err = command.getErr();
        err.println("bellows-bench: " + wrong.getMessage());
        err.println("Nothing was measured. Benchmarks: "
                + String.join(", ", root.getSubcommands().keySet()));
        err.println("Next: " + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }
}
