package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.CacheFolder;
import dev.bellows.testkit.server.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of one server: its folder, data, options and log. */
record MysqlFiles(MysqlTree tree, Path folder) {
    /** Holds the number of the process from its first moment on, unlike the server's own file. */
    static final String PID_FILE = "process.pid";

    private static final Duration COPY_LIMIT = Duration.ofMinutes(2);

    static MysqlFiles create(MysqlVersion version) {
        var tree = MysqlTree.of(version);
        try {
            var name = version.toString().toLowerCase(Locale.ROOT).replace(' ', '-');
            var folder = Files.createTempDirectory("bellows-" + name + "-");
            Files.createDirectories(folder.resolve("tmp"));
            return new MysqlFiles(tree, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for " + version, e);
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    void initialise() {
        var copy = List.of("cp", "-a", "--reflink=auto", tree.template().toString(), data().toString());
        Commands.run(copy, COPY_LIMIT).orThrow("the copy of " + tree.template());
    }

    /** Options that come later win. */
    Process launch(int port, Map<String, String> more) {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(tree.daemon(data()));
        var options = defaults(port);
        options.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        more.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            Files.writeString(folder.resolve(PID_FILE), process.pid() + "\n");
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    private Map<String, String> defaults(int port) {
        var options = new LinkedHashMap<String, String>();
        options.put("bind-address", "127.0.0.1");
        options.put("port", Integer.toString(port));
        options.put("socket", "mysql.sock"); // in the data directory; a whole path may be longer than the kernel allows
        options.put("pid-file", data().resolve("server.pid").toString());
        options.put("tmpdir", folder.resolve("tmp").toString());
        options.put("skip-name-resolve", "ON");
        options.put("max-connections", "200");
        options.put("default-time-zone", "+00:00");
        options.put("character-set-server", "utf8mb4");
        options.put("local-infile", "ON");
        options.put("event-scheduler", "ON");
        options.put("innodb-buffer-pool-size", "128M");
        options.put("innodb-flush-log-at-trx-commit", "2"); // a killed server loses nothing by it, a machine would
        options.put("sync-binlog", "0");
        options.put("server-id", Integer.toString(port));
        options.put("log-bin", "binlog");
        options.put("binlog-format", "ROW");
        options.put("binlog-row-image", "FULL");
        switch (tree.version().flavour()) {
            case MYSQL -> {
                options.put("gtid-mode", "ON");
                options.put("enforce-gtid-consistency", "ON");
            }
            case MARIADB -> {
                options.put("gtid-strict-mode", "ON");
                options.put("log-slave-updates", "ON");
            }
        }
        return options;
    }

    List<String> logLines() {
        try {
            return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log(), e);
        }
    }

    void delete() {
        try {
            CacheFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
