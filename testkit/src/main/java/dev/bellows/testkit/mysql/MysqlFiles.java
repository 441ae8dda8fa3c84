package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files of one server: its folder, data and options. The options given win over the defaults. */
record MysqlFiles(MysqlTree tree, Path folder, Map<String, String> options) implements ServerProcess.Program {
    private static final Duration COPY_LIMIT = Duration.ofMinutes(2);

    static MysqlFiles create(MysqlVersion version, Map<String, String> options) {
        var tree = MysqlTree.of(version);
        var name = version.toString().toLowerCase(Locale.ROOT).replace(' ', '-');
        return new MysqlFiles(tree, ServerProcess.newFolder("bellows-" + name + "-"), Map.copyOf(options));
    }

    Path data() {
        return folder.resolve("data");
    }

    void initialise() {
        var copy = List.of("cp", "-a", "--reflink=auto", tree.template().toString(), data().toString());
        Commands.run(copy, COPY_LIMIT).orThrow("the copy of " + tree.template());
    }

    /** Nothing: its port is an option of the command. */
    @Override
    public void configure(int port) {}

    /** Options that come later win. */
    @Override
    public List<String> command(int port) {
        var command = new ArrayList<>(tree.daemon(data()));
        defaults(port).forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        options.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        return command;
    }

    @Override
    public boolean isReady(Process process, int port) {
        try (var connection = Driver.connect(MysqlServer.url(port, "", MysqlServer.ADMINISTRATOR))) {
            return Rows.of(connection, "SELECT @@datadir").getFirst().getFirst().startsWith(data().toString());
        } catch (SQLException e) {
            if ("28000".equals(e.getSQLState())) {
                throw new IllegalStateException(tree.version() + " does not know its administrator", e);
            }
            return false; // not yet
        }
    }

    @Override
    public String killSignal() {
        return MysqlStop.KILL.signal();
    }

    private Map<String, String> defaults(int port) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("bind-address", "127.0.0.1");
        defaults.put("port", Integer.toString(port));
        defaults.put(
                "socket", "mysql.sock"); // in the data directory; a whole path may be longer than the kernel allows
        defaults.put("pid-file", data().resolve("server.pid").toString());
        defaults.put("tmpdir", folder.toString());
        defaults.put("skip-name-resolve", "ON");
        defaults.put("max-connections", "200");
        defaults.put("default-time-zone", "+00:00");
        defaults.put("character-set-server", "utf8mb4");
        defaults.put("local-infile", "ON");
        defaults.put("event-scheduler", "ON");
        defaults.put("innodb-buffer-pool-size", "128M");
        defaults.put("innodb-flush-log-at-trx-commit", "2"); // a killed server loses nothing by it, a machine would
        defaults.put("sync-binlog", "0");
        defaults.put("server-id", Integer.toString(port));
        defaults.put("log-bin", "binlog");
        defaults.put("binlog-format", "ROW");
        defaults.put("binlog-row-image", "FULL");
        switch (tree.version().flavour()) {
            case MYSQL -> {
                defaults.put("gtid-mode", "ON");
                defaults.put("enforce-gtid-consistency", "ON");
            }
            case MARIADB -> {
                defaults.put("gtid-strict-mode", "ON");
                defaults.put("log-slave-updates", "ON");
            }
        }
        return defaults;
    }
}
