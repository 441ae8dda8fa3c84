package dev.bellows.testkit.postgres;

import dev.bellows.testkit.server.ServerProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server on the loopback address, with trust authentication and a data folder that is deleted at the
 * end. It is stopped by {@link #close()}, by the exit of the JVM, and also when the JVM is killed. Safe for use by many
 * threads; starting and stopping block.
 */
public final class PostgresServer implements AutoCloseable {
    /** The name of the superuser. */
    public static final String SUPERUSER = "postgres";

    private final PostgresVersion version;
    private final Cluster cluster;
    private final ServerProcess postmaster;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(PostgresVersion version, Cluster cluster) {
        this.version = version;
        this.cluster = cluster;
        this.postmaster = new ServerProcess(version.toString(), cluster.folder(), cluster);
    }

    /** Starts a server with the default settings. */
    public static PostgresServer start(PostgresVersion version) {
        return start(version, Map.of());
    }

    /** Starts a server; the settings are those of {@code postgresql.conf} and win over the defaults. */
    public static PostgresServer start(PostgresVersion version, Map<String, String> settings) {
        var server = new PostgresServer(version, Cluster.create(version, settings));
        server.postmaster.create(server.cluster::initialise);
        return server;
    }

    /** Starts a streaming replica, which can be read; its primary is stopped for a moment, so every session there ends. */
    public static PostgresServer standbyOf(PostgresServer primary, Map<String, String> settings) {
        var all = new TreeMap<>(settings);
        all.put("primary_conninfo", "host=127.0.0.1 port=%d user=%s".formatted(primary.port(), SUPERUSER));
        var standby = new PostgresServer(primary.version, Cluster.create(primary.version, all));
        standby.postmaster.create(() -> {
            primary.stop(StopMode.FAST);
            standby.cluster.follow(primary.cluster);
            primary.launch();
        });
        return standby;
    }

    /** Starts it again on the same port after {@link #stop}. */
    public void launch() {
        postmaster.launch();
    }

    /** Stops it and keeps its data; every session ends. */
    public void stop(StopMode mode) {
        postmaster.stop(mode.signal());
    }

    /** Stops it and starts it again on the same port; {@link StopMode#IMMEDIATE} is a crash of the server. */
    public void restart(StopMode mode) {
        stop(mode);
        launch();
    }

    /** A crash and the recovery from it. */
    public void restart() {
        restart(StopMode.IMMEDIATE);
    }

    public boolean running() {
        return postmaster.running();
    }

    public PostgresVersion version() {
        return version;
    }

    public int port() {
        return postmaster.port();
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

    /** The last lines of the server's log. */
    public String logTail() {
        return postmaster.logTail();
    }

    /** The process of the postmaster, when it runs. */
    public Optional<ProcessHandle> process() {
        return postmaster.process();
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() {
        postmaster.end(StopMode.FAST.signal());
    }
}
