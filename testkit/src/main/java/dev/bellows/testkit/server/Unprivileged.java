package dev.bellows.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How to run a server that refuses to be root. An ordinary user needs nothing of this. */
public enum Unprivileged {
    ORDINARY_USER,
    /** A user namespace without a mapping: the process sees itself as nobody and still owns our files. */
    ROOT_IN_NAMESPACE,
    /** Where namespaces are forbidden (many containers): really nobody, so that files must be given away first. */
    ROOT_AS_NOBODY;

    public static final Unprivileged HERE = detect();

    private static final Duration LIMIT = Duration.ofSeconds(20);

    public List<String> command(List<String> program) {
        var command = new ArrayList<>(prefix());
        command.addAll(program);
        return command;
    }

    private List<String> prefix() {
        return switch (this) {
            case ORDINARY_USER -> List.of();
            case ROOT_IN_NAMESPACE -> List.of("unshare", "-U");
            case ROOT_AS_NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        };
    }

    /** Lets the unprivileged process own a folder that we have made. */
    public void handOver(Path folder) {
        if (this == ROOT_AS_NOBODY) {
            Commands.run(List.of("chown", "-R", "65534:65534", folder.toString()), LIMIT)
                    .orThrow("chown of " + folder);
        }
    }

    /** The home of root is closed to nobody. */
    public Path cacheFolder() {
        return this == ROOT_AS_NOBODY
                ? Path.of("/var/cache/bellows")
                : Path.of(System.getProperty("user.home"), ".cache", "bellows");
    }

    private static Unprivileged detect() {
        try {
            if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
                return ORDINARY_USER;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which user this is", e);
        }
        var namespace = Commands.run(ROOT_IN_NAMESPACE.command(List.of("true")), Duration.ofSeconds(20));
        return namespace.exitCode() == 0 ? ROOT_IN_NAMESPACE : ROOT_AS_NOBODY;
    }
}
