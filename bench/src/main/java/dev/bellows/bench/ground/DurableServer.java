package dev.bellows.bench.ground;

import dev.bellows.testkit.postgres.PostgresDatabase;
import dev.bellows.testkit.postgres.PostgresServer;
import dev.bellows.testkit.postgres.PostgresVersion;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An embedded PostgreSQL 18 that keeps what it acknowledged, unlike the servers of the tests. */
public final class DurableServer implements AutoCloseable {
    /**
     * Room for the log of the largest run, so that no checkpoint falls into one contender's time and not into
     * another's: each begins right after one. Everything else is the server's default.
     */
    static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "1GB",
            "max_wal_size", "16GB",
            "checkpoint_timeout", "30min");

    private final PostgresServer server;
    private final AtomicInteger copies = new AtomicInteger();

    private DurableServer(PostgresServer server) {
        this.server = server;
    }

    /** Starts it; it is gone when this is closed or the process ends. */
    public static DurableServer start() {
        return new DurableServer(PostgresServer.start(PostgresVersion.V18, SETTINGS));
    }

    /** A fresh, empty database. */
    public PostgresDatabase empty() throws SQLException {
        return server.createDatabase();
    }

    /** A copy, file by file, that ends with a checkpoint; nobody may be connected to the original. */
    public PostgresDatabase copy(PostgresDatabase original) throws SQLException {
        var name = "copy_" + copies.incrementAndGet();
        try (var connection = server.superuserConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY".formatted(name, original.name()));
            statement.execute("CHECKPOINT");
        }
        return new PostgresDatabase(server, name);
    }

    /** The machine and the settings, as the server says them. */
    public Machine machine() throws SQLException {
        try (var connection = server.superuserConnection()) {
            return Machine.of(connection, SETTINGS.keySet());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
