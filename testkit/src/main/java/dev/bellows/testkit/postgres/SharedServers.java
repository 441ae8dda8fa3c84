package dev.bellows.testkit.postgres;

import java.util.EnumMap;
import java.util.Map;

/** One server of each version for all tests of a JVM, started when first asked for and stopped with the JVM. */
public final class SharedServers {
    private static final Map<PostgresVersion, PostgresServer> SERVERS = new EnumMap<>(PostgresVersion.class);

    private SharedServers() {}

    /** The server of that version; a test that stops or restarts a server starts its own instead. */
    public static PostgresServer of(PostgresVersion version) {
        synchronized (SERVERS) {
            return SERVERS.computeIfAbsent(version, PostgresServer::start);
        }
    }
}
