package dev.bellows.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server of a test: its folder, port and log, and its process, which ends with this JVM in whatever way that ends.
 * Safe for use by many threads; starting and stopping block.
 */
public final class ServerProcess {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int POLLS = 6_000; // one minute; recovery on a busy machine takes a few seconds
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;
    private static final int LOG_TAIL = 100;

    private final String name;
    private final Path folder;
    private final Program program;
    private @Nullable ExitGuard guard;
    private @Nullable Process process;
    private int port;

    /** What differs from server to server. */
    public interface Program {
        /** Prepares the data directory for a port that the server was not on before. */
        void configure(int port);

        /** What starts it in the foreground, in a process of its own. */
        List<String> command(int port);

        /** Whether it accepts connections, and is not another server that has taken the port. */
        boolean isReady(Process process, int port);

        /** The signal that ends it at once. */
        String killSignal();
    }

    /** A server that is not started yet; {@code name} is for messages. */
    public ServerProcess(String name, Path folder, Program program) {
        this.name = name;
        this.folder = folder;
        this.program = program;
    }

    /** A new folder for a server. */
    public static Path newFolder(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder " + prefix, e);
        }
    }

    /** Lets {@code data} make the data directory and starts it on a free port; where that fails, nothing is left. */
    public synchronized void create(Runnable data) {
        guard = ExitGuard.over(folder, program.killSignal(), () -> end(program.killSignal()));
        try {
            data.run();
            startOnFreePort();
        } catch (RuntimeException e) {
            end(program.killSignal());
            throw e;
        }
    }

    private void startOnFreePort() {
        for (var attempt = 1; ; attempt++) {
            port = Ports.free();
            program.configure(port);
            try {
                launch();
                return;
            } catch (IllegalStateException e) {
                if (attempt == PORT_ATTEMPTS || !logTail().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    /** Starts it again on the same port after {@link #stop}. */
    public synchronized void launch() {
        if (running()) {
            throw new IllegalStateException(name + " on port " + port + " is already running");
        }
        var started = started();
        process = started;
        for (var poll = 0; poll < POLLS; poll++) {
            if (program.isReady(started, port)) {
                return;
            }
            if (Commands.endedWithin(started, POLL)) {
                break;
            }
        }
        started.destroyForcibly();
        process = null;
        throw new IllegalStateException("%s did not start; its log ends with:%n%s".formatted(name, logTail()));
    }

    private Process started() {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(program.command(port));
        try {
            var started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            Files.writeString(folder.resolve(ExitGuard.PID_FILE), started.pid() + "\n");
            started.getOutputStream().close();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    /** Stops it by a signal and keeps its data; every session ends. */
    public synchronized void stop(String signal) {
        var stopped = process;
        if (stopped != null && stopped.isAlive()) {
            var pid = Long.toString(stopped.pid());
            Commands.run(List.of("sh", "-c", "kill -" + signal + " \"$0\"", pid), STOP_LIMIT);
            if (!Commands.endedWithin(stopped, STOP_LIMIT)) {
                stopped.destroyForcibly();
                throw new IllegalStateException(
                        "%s did not stop within %s; its log ends with:%n%s".formatted(name, STOP_LIMIT, logTail()));
            }
        }
        process = null;
        try {
            Files.deleteIfExists(folder.resolve(ExitGuard.PID_FILE)); // its number may soon be another's
        } catch (IOException e) {
            throw new UncheckedIOException("cannot forget the process of " + name, e);
        }
    }

    public synchronized boolean running() {
        return process != null && process.isAlive();
    }

    public synchronized int port() {
        return port;
    }

    /** The process, when it runs. */
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    /** The last lines of its log. */
    public String logTail() {
        try {
            var lines = Files.exists(log()) ? Files.readAllLines(log()) : List.<String>of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log(), e);
        }
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    /** Stops it by a signal and deletes its data. */
    public synchronized void end(String signal) {
        try {
            stop(signal);
        } finally {
            delete();
            if (guard != null) {
                guard.close();
                guard = null;
            }
        }
    }

    private void delete() {
        try {
            CacheFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
