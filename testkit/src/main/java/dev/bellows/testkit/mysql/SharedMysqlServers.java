package dev.bellows.testkit.mysql;

import java.util.EnumMap;
import java.util.Map;

/** One server of each version for all tests of a JVM, started when first asked for and stopped with the JVM. */
public final class SharedMysqlServers {
    private static final Map<MysqlVersion, MysqlServer> SERVERS = new EnumMap<>(MysqlVersion.class);

    private SharedMysqlServers() {}

    /** The server of that version; a test that stops or restarts a server starts its own instead. */
    public static MysqlServer of(MysqlVersion version) {
        synchronized (SERVERS) {
            return SERVERS.computeIfAbsent(version, MysqlServer::start);
        }
    }
}
