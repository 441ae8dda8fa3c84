package dev.bellows.cli;

import picocli.CommandLine.Command;

/** Where the program begins and ends. */
@Command(
        name = "bellows",
        description = "Schema migrations on a live database, in small reversible steps.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {
    Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandTree(Surroundings.ofProcess()).execute(arguments));
    }
}
