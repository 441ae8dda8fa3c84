package dev.bellows.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Ends a server when this JVM ends, in whatever way. A small shell process in a session of its own (so that ^C does not
 * reach it) holds the reading end of a pipe; the pipe closes when the JVM exits or is killed, and the shell then stops
 * the process that the folder names and removes the folder.
 */
public final class ExitGuard implements AutoCloseable {
    /** The file in the folder of a server with the number of its process; there is none while the server does not run. */
    static final String PID_FILE = "process.pid";

    private static final String SCRIPT = """
            read -r line
            pid_file="$1/process.pid"
            if [ -f "$pid_file" ]; then
                pid=$(head -n 1 "$pid_file")
                kill -"$2" "$pid" 2>/dev/null
                tries=0
                while [ $tries -lt 100 ] && kill -0 "$pid" 2>/dev/null; do
                    sleep 0.1
                    tries=$((tries + 1))
                done
                kill -KILL "$pid" 2>/dev/null
            fi
            rm -rf "$1"
            """;

    private final Process watcher;
    private final Thread hook;

    private ExitGuard(Process watcher, Thread hook) {
        this.watcher = watcher;
        this.hook = hook;
    }

    /**
     * Watches a server folder.
     *
     * @param signal what ends that process at once, for example {@code KILL}
     * @param stop what an orderly exit of the JVM does first
     */
    public static ExitGuard over(Path folder, String signal, Runnable stop) {
        try {
            var watcher = new ProcessBuilder(
                            "setsid", "sh", "-c", SCRIPT, "bellows-exit-guard", folder.toString(), signal)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var hook = new Thread(stop, "stop-" + folder.getFileName());
            Runtime.getRuntime().addShutdownHook(hook);
            return new ExitGuard(watcher, hook);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the process that guards " + folder, e);
        }
    }

    /** To be called when the server has stopped and its folder is gone: there is nothing left for the guard to do. */
    @Override
    public void close() {
        if (!Thread.currentThread().equals(hook)) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                return; // the JVM is on its way out; the watcher ends with it
            }
        }
        try {
            watcher.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the guard process " + watcher.pid(), e);
        }
    }
}
