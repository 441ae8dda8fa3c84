package dev.bellows.testkit.server;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Jars with servers in them, which are too large for a class path or would hide each other there. The build copies them
 * into the folder {@code servers} beside our own classes; the system property {@code bellows.servers} names one more
 * folder, which comes first.
 */
public final class ServerJars {
    private ServerJars() {}

    /** Where a jar of that name is; empty when the build has not copied it. */
    public static List<Path> named(String jar) {
        return folders().stream()
                .map(folder -> folder.resolve(jar))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> folders() {
        var folders = new ArrayList<Path>();
        Optional.ofNullable(System.getProperty("bellows.servers")).map(Path::of).ifPresent(folders::add);
        var source = ServerJars.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            try {
                folders.add(Path.of(source.getLocation().toURI()).resolveSibling("servers"));
            } catch (URISyntaxException e) {
                throw new IllegalStateException("cannot read where the testkit is: " + source.getLocation(), e);
            }
        }
        return folders;
    }
}
