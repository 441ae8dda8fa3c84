package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.ServerProcess;
import dev.bellows.testkit.server.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of one server: its folder, data and settings. The settings given win over the defaults. */
record Cluster(Path binaries, Path folder, Map<String, String> settings) implements ServerProcess.Program {
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final int SOCKET_PATH_LIMIT = 80; // the kernel allows 107 bytes including the name of the socket

    static Cluster create(PostgresVersion version, Map<String, String> settings) {
        var binaries = PostgresBinaries.unpacked(version);
        var folder = ServerProcess.newFolder("bellows-pg" + version.major() + "-");
        Unprivileged.HERE.handOver(folder);
        return new Cluster(binaries, folder, Map.copyOf(settings));
    }

    Path data() {
        return folder.resolve("data");
    }

    void initialise() {
        var locale = Files.isDirectory(Path.of("/usr/lib/locale/C.utf8")) ? "C.UTF-8" : "C";
        var initdb = List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + PostgresServer.SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=" + locale,
                "--no-sync");
        Commands.run(Unprivileged.HERE.command(initdb), INITDB_LIMIT).orThrow("initdb in " + data());
    }

    /** The data of a stopped primary, from which this one goes on as its replica. */
    void follow(Cluster primary) {
        var copy = List.of("cp", "-a", primary.data().toString(), data().toString());
        Commands.run(copy, INITDB_LIMIT).orThrow("the copy of " + primary.data());
        try {
            Files.createFile(data().resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot mark " + data() + " as a replica", e);
        }
    }

    /** Settings that come later win. */
    @Override
    public void configure(int port) {
        var all = new TreeMap<String, String>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", data().toString().length() > SOCKET_PATH_LIMIT ? "" : data().toString());
        all.put("max_connections", "100");
        all.put("shared_buffers", "128MB");
        all.put("fsync", "off"); // a crash of the server loses nothing by it, only one of the machine does
        all.put("synchronous_commit", "on");
        all.put("autovacuum", "on");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        all.put("log_line_prefix", "%m [%p] %q%u@%d %a ");
        all.put("log_lock_waits", "on");
        all.putAll(settings);
        all.put("port", Integer.toString(port));
        var lines = new ArrayList<String>();
        all.forEach((name, value) -> lines.add("%s = '%s'".formatted(name, value.replace("'", "''"))));
        try {
            Files.write(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the settings in " + data(), e);
        }
    }

    @Override
    public List<String> command(int port) {
        return Unprivileged.HERE.command(
                List.of(binaries.resolve("bin/postgres").toString(), "-D", data().toString()));
    }

    /** The server writes its state into the eighth line when it accepts connections. */
    @Override
    public boolean isReady(Process postmaster, int port) {
        try {
            var lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.get(7).strip().equals("ready")
                    && lines.getFirst().strip().equals(Long.toString(postmaster.pid()));
        } catch (IOException _) {
            return false; // not written yet, or being replaced
        }
    }

    @Override
    public String killSignal() {
        return StopMode.IMMEDIATE.signal();
    }
}
