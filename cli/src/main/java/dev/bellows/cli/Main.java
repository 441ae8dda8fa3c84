package dev.bellows.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the program begins and ends. */
@Command(
        name = "bellows",
        description = "Schema migrations on a live database, in small reversible steps.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
