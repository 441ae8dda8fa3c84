package dev.bellows.testkit.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs of a Debian suite, unpacked with everything that they depend on and without installing anything. They run on
 * the loader and the C library of their own suite, so that a newer or older one than the machine's will do.
 */
public final class DebianPackages {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SCRIPT = "unpack-debian.sh";

    private DebianPackages() {}

    /**
     * Unpacks packages into {@code folder/root} and makes {@code folder/run}, which starts a program that is in them.
     *
     * @param suites the first that has all the packages is taken
     * @throws IOException without a network, a Debian mirror or such packages
     */
    public static void unpack(Path folder, List<String> suites, List<String> packages) throws IOException {
        writeRun(folder);
        var script = folder.resolve(SCRIPT);
        copy(SCRIPT, script);
        var command = new ArrayList<>(List.of("sh", script.toString(), folder.toString(), String.join(" ", suites)));
        command.addAll(packages);
        var fetched = Commands.run(command, LIMIT);
        if (fetched.exitCode() != 0) {
            throw new IOException("%s could not be fetched from Debian: %s".formatted(packages, fetched.output()));
        }
    }

    /** Makes {@code folder/run} for a {@code folder/root} that has another origin. */
    public static void writeRun(Path folder) throws IOException {
        var run = folder.resolve("run");
        copy("run-unpacked.sh", run);
        if (!run.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make a program of " + run);
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        try (var packed = DebianPackages.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new FileNotFoundException(resource);
            }
            Files.copy(packed, target);
        }
    }

    /** How to start a program of an unpacked folder. */
    public static List<String> command(Path folder, String program) {
        return List.of(folder.resolve("run").toString(), program);
    }
}
