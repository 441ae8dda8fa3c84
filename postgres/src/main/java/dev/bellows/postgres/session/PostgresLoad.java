package dev.bellows.postgres.session;

import dev.bellows.dialect.LoadSignals;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a PostgreSQL server feels. A replica whose lag this role may not see makes the reading fail: the caller holds.
 */
public final class PostgresLoad implements LoadSignals {
    /** Without {@code pg_read_all_stats} the state of a replica is NULL; the lag is NULL also when it has caught up. */
    private static final String READ = """
            SELECT (SELECT coalesce(max(extract(epoch FROM replay_lag)), 0) FROM pg_stat_replication),
                   (SELECT count(*) FROM pg_stat_replication WHERE state IS NULL),
                   count(*) FILTER (WHERE state = 'active' AND application_name <> '%1$s'),
                   count(*) FILTER (WHERE wait_event_type = 'Lock' AND EXISTS (
                       SELECT FROM unnest(pg_blocking_pids(a.pid)) AS b(pid) JOIN pg_stat_activity o ON o.pid = b.pid
                       WHERE o.application_name = '%1$s'))
            FROM pg_stat_activity a WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """.formatted(PostgresSessions.APPLICATION);

    @Override
    public Load read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(READ)) {
            rows.next();
            if (rows.getInt(2) > 0) {
                throw new SQLException(
                        "the lag of the replicas is hidden from this role; GRANT pg_read_all_stats to it", "42501");
            }
            return new Load(Duration.ofMillis((long) (rows.getDouble(1) * 1000)), rows.getInt(3), rows.getInt(4));
        }
    }
}
