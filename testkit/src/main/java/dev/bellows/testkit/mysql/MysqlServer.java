package dev.bellows.testkit.mysql;

import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.ExitGuard;
import dev.bellows.testkit.server.Ports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL or MariaDB server on the loopback address, with a data directory that is deleted at the end. It is
 * stopped by {@link #close()}, by the exit of the JVM, and also when the JVM is killed. It writes a binary log of whole
 * rows with GTIDs. Safe for use by many threads; starting and stopping block.
 */
public final class MysqlServer implements AutoCloseable {
    /** The account of the administrator. */
    public static final String ADMINISTRATOR = "root";

    /** The password of every account. */
    public static final String PASSWORD = "open-sesame";

    /** Options of a server that loses no commit when its machine fails; by default only its own crash loses none. */
    public static final Map<String, String> DURABLE = Map.of("innodb-flush-log-at-trx-commit", "1", "sync-binlog", "1");

    private static final Duration POLL = Duration.ofMillis(20);
    private static final int POLLS = 3_000; // one minute; recovery on a busy machine takes a few seconds
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 5;

    private final MysqlVersion version;
    private final MysqlFiles files;
    private final Map<String, String> options;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable ExitGuard guard;
    private @Nullable Process process;
    private int port;

    private MysqlServer(MysqlVersion version, MysqlFiles files, Map<String, String> options) {
        this.version = version;
        this.files = files;
        this.options = Map.copyOf(options);
    }

    /** Starts a server with the default options. */
    public static MysqlServer start(MysqlVersion version) {
        return start(version, Map.of());
    }

    /** Starts a server; the options are those of its command line without the dashes and win over the defaults. */
    public static MysqlServer start(MysqlVersion version, Map<String, String> options) {
        var server = new MysqlServer(version, MysqlFiles.create(version), options);
        try {
            server.create();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private synchronized void create() {
        guard = ExitGuard.over(files.folder(), MysqlFiles.PID_FILE, MysqlStop.KILL.signal(), this::close);
        files.initialise();
        for (var attempt = 1; ; attempt++) {
            port = Ports.free();
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
            throw new IllegalStateException(version + " on port " + port + " is already running");
        }
        var started = files.launch(port, options);
        process = started;
        for (var poll = 0; poll < POLLS; poll++) {
            if (Commands.endedWithin(started, POLL)) {
                break;
            }
            if (ready()) {
                return;
            }
        }
        started.destroyForcibly();
        process = null;
        throw new IllegalStateException("%s did not start; its log ends with:%n%s".formatted(version, logTail()));
    }

    /** It accepts connections, and it is not another server that has taken the port. */
    private boolean ready() {
        try {
            return text("SELECT @@datadir").startsWith(files.data().toString());
        } catch (SQLException e) {
            if ("28000".equals(e.getSQLState())) {
                throw new IllegalStateException(version + " does not know its administrator", e);
            }
            return false; // not yet
        }
    }

    /** Stops it and keeps its data; every session ends. */
    public synchronized void stop(MysqlStop mode) {
        var stopped = process;
        if (stopped == null || !stopped.isAlive()) {
            process = null;
            return;
        }
        var pid = Long.toString(stopped.pid());
        Commands.run(List.of("sh", "-c", "kill -" + mode.signal() + " \"$0\"", pid), STOP_LIMIT);
        if (!Commands.endedWithin(stopped, STOP_LIMIT)) {
            stopped.destroyForcibly();
            throw new IllegalStateException(
                    "%s did not stop within %s; its log ends with:%n%s".formatted(version, STOP_LIMIT, logTail()));
        }
        process = null;
    }

    /** Stops it and starts it again on the same port; {@link MysqlStop#KILL} is a crash of the server. */
    public synchronized void restart(MysqlStop mode) {
        stop(mode);
        launch();
    }

    public synchronized boolean running() {
        return process != null && process.isAlive();
    }

    public MysqlVersion version() {
        return version;
    }

    /** The exact version of the running server, for example {@code 110405}. */
    public int number() throws SQLException {
        var parts = text("SELECT version()").split("[.-]");
        return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
    }

    public synchronized int port() {
        return port;
    }

    /** The JDBC address of a database for an account. MySQL hides a password behind a key that the driver must ask for. */
    public String url(String database, String account) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=%s&password=%s&allowPublicKeyRetrieval=true"
                .formatted(port(), database, account, PASSWORD);
    }

    /** A new connection of the administrator to no database. */
    public Connection connection() throws SQLException {
        return Driver.connect(url("", ADMINISTRATOR));
    }

    /** Runs statements as the administrator, one after the other. */
    public void execute(String... statements) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A fresh, empty database with an owner and an application of its own. */
    public MysqlDatabase createDatabase() throws SQLException {
        var database = new MysqlDatabase(this, "db" + databases.incrementAndGet());
        database.create();
        return database;
    }

    /** The last hundred lines of the server's log. */
    public String logTail() {
        var lines = files.logLines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 100), lines.size()));
    }

    /** The process of the server, when it runs. */
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    /**
     * How to start a program that came with it, such as {@code mysqldump} or {@code mariadb-dump}; empty when it is not
     * among them.
     */
    public Optional<List<String>> program(String name) {
        return files.tree().has(name) ? Optional.of(files.tree().command(name)) : Optional.empty();
    }

    /** A server that follows this one, caught up with it. */
    public MysqlReplica replica() throws SQLException {
        return MysqlReplica.of(this, Map.of());
    }

    /** The first column of the only row. */
    String text(String query) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Kills it and deletes its data. */
    @Override
    public synchronized void close() {
        try {
            stop(MysqlStop.KILL);
        } finally {
            files.delete();
            if (guard != null) {
                guard.close();
                guard = null;
            }
        }
    }
}
