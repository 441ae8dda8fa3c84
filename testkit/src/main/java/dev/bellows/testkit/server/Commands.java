package dev.bellows.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs short programs to their end. */
public final class Commands {
    /** A command that has ended; the output holds standard output and standard error. */
    public record Ended(int exitCode, String output) {
        public Ended orThrow(String what) {
            if (exitCode != 0) {
                throw new IllegalStateException("%s failed with exit code %d:%n%s".formatted(what, exitCode, output));
            }
            return this;
        }
    }

    public static final int TIMED_OUT = 124; // what timeout(1) answers
    public static final int NOT_FOUND = 127; // what a shell answers

    private Commands() {}

    public static Ended run(List<String> command, Duration limit) {
        return run(command, Map.of(), limit);
    }

    public static Ended run(List<String> command, Map<String, String> environment, Duration limit) {
        try {
            var output = Files.createTempFile("bellows-command", ".out");
            try {
                return run(command, environment, limit, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the output of " + command.getFirst(), e);
        }
    }

    private static Ended run(List<String> command, Map<String, String> environment, Duration limit, Path output)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Ended(NOT_FOUND, String.valueOf(e.getMessage()));
        }
        process.getOutputStream().close();
        if (!endedWithin(process, limit)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return new Ended(TIMED_OUT, command.getFirst() + " did not end within " + limit);
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    public static boolean endedWithin(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }

    public static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }
}
