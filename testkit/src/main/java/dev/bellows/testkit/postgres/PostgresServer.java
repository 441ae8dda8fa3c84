package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.Commands;
import dev.bellows.testkit.server.ExitGuard;
import dev.bellows.testkit.server.Ports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server on the loopback address, with trust authentication and a data folder that is deleted at the
 * end. It is stopped by {@link #close()}, by the exit of the JVM, and also when the JVM is killed. Safe for use by many
 * threads; starting and stopping block.
 */
public final class PostgresServer implements AutoCloseable {
    /** The name of the superuser. */
    public static final String SUPERUSER = "postgres";

    private static final Duration POLL = Duration.ofMillis(5);
    private static final int POLLS = 12_000; // one minute; recovery on a busy machine takes a few seconds
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int PORT_ATTEMPTS = 5;

    private final PostgresVersion version;
    private final Cluster cluster;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable ExitGuard guard;
    private @Nullable Process postmaster;
    private int port;

    private PostgresServer(PostgresVersion version, Cluster cluster) {
        this.version = version;
        this.cluster = cluster;
    }

    /** Starts a server with the default settings. */
    public static PostgresServer start(PostgresVersion version) {
        return start(version, Map.of());
    }

    /** Starts a server; the settings are those of {@code postgresql.conf} and win over the defaults. */
    public static PostgresServer start(PostgresVersion version, Map<String, String> settings) {
        var server = new PostgresServer(version, Cluster.create(version));
        return server.created(server.cluster::initialise, settings);
    }

    /** Starts a streaming replica, which can be read; its primary is stopped for a moment, so every session there ends. */
    public static PostgresServer standbyOf(PostgresServer primary, Map<String, String> settings) {
        var standby = new PostgresServer(primary.version, Cluster.create(primary.version));
        var all = new TreeMap<>(settings);
        all.put("primary_conninfo", "host=127.0.0.1 port=%d user=%s".formatted(primary.port(), SUPERUSER));
        return standby.created(
                () -> {
                    primary.stop(StopMode.FAST);
                    standby.cluster.follow(primary.cluster);
                    primary.launch();
                },
                all);
    }

    private PostgresServer created(Runnable data, Map<String, String> settings) {
        try {
            create(data, settings);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized void create(Runnable data, Map<String, String> settings) {
        guard = ExitGuard.over(cluster.folder(), "data/postmaster.pid", "QUIT", this::close);
        data.run();
        for (var attempt = 1; ; attempt++) {
            port = Ports.free();
            cluster.configure(port, settings);
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
        var process = cluster.launch();
        postmaster = process;
        for (var poll = 0; poll < POLLS; poll++) {
            if (cluster.ready(process)) {
                return;
            }
            if (Commands.endedWithin(process, POLL)) {
                break;
            }
        }
        process.destroyForcibly();
        postmaster = null;
        throw new IllegalStateException("%s did not start; its log ends with:%n%s".formatted(version, logTail()));
    }

    /** Stops it and keeps its data; every session ends. */
    public synchronized void stop(StopMode mode) {
        var process = postmaster;
        if (process == null || !process.isAlive()) {
            postmaster = null;
            return;
        }
        var pid = Long.toString(process.pid());
        Commands.run(List.of("sh", "-c", "kill -" + mode.signal() + " \"$0\"", pid), STOP_LIMIT);
        if (!Commands.endedWithin(process, STOP_LIMIT)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "%s did not stop within %s; its log ends with:%n%s".formatted(version, STOP_LIMIT, logTail()));
        }
        postmaster = null;
    }

    /** Stops it and starts it again on the same port; {@link StopMode#IMMEDIATE} is a crash of the server. */
    public synchronized void restart(StopMode mode) {
        stop(mode);
        launch();
    }

    /** A crash and the recovery from it. */
    public void restart() {
        restart(StopMode.IMMEDIATE);
    }

    public synchronized boolean running() {
        return postmaster != null && postmaster.isAlive();
    }

    public PostgresVersion version() {
        return version;
    }

    public synchronized int port() {
        return port;
    }

    /** The JDBC address of a database for a user. */
    public String url(String database, String user) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port(), database, user);
    }

    /** A new connection of the superuser to the database {@code postgres}. */
    public Connection superuserConnection() throws SQLException {
        return connection("postgres", SUPERUSER);
    }

    /** A new connection of any user to any database. */
    public Connection connection(String database, String user) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(url(database, user));
        return source.getConnection();
    }

    /** A fresh, empty database. */
    public PostgresDatabase createDatabase() throws SQLException {
        return copy("template0");
    }

    /** A fresh copy of a database, to which nobody may be connected at that moment. */
    public PostgresDatabase createDatabase(PostgresDatabase template) throws SQLException {
        return copy(template.name());
    }

    private PostgresDatabase copy(String template) throws SQLException {
        var name = "db_" + databases.incrementAndGet();
        try (var connection = superuserConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
        }
        return new PostgresDatabase(this, name);
    }

    /** The last hundred lines of the server's log. */
    public String logTail() {
        var lines = cluster.logLines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 100), lines.size()));
    }

    /** The process of the postmaster, when it runs. */
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(postmaster).map(Process::toHandle);
    }

    /** Stops it and deletes its data. */
    @Override
    public synchronized void close() {
        try {
            stop(StopMode.FAST);
        } finally {
            cluster.delete();
            if (guard != null) {
                guard.close();
                guard = null;
            }
        }
    }
}
