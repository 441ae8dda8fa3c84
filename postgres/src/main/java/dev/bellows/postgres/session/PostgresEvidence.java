package dev.bellows.postgres.session;

import dev.bellows.dialect.EvidenceReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who still uses the old shape: what the syncs noted in {@code bellows.writer}, and sessions older than expand. */
public final class PostgresEvidence implements EvidenceReader {
    private static final String WRITERS = """
            SELECT watch, application, username, address, extract(epoch FROM clock_timestamp() - max(at))
            FROM bellows.writer WHERE watch = ANY (?::text[])
            GROUP BY watch, application, username, address ORDER BY 5, 1, 2, 3, 4
            """;

    private static final String SESSIONS = """
            SELECT pid, coalesce(usename, ''), coalesce(application_name, ''), coalesce(host(client_addr), 'local'),
                   extract(epoch FROM clock_timestamp() - backend_start)
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> '%s'
              AND (backend_type IS NULL OR backend_type = 'client backend')
              AND (backend_start IS NULL OR extract(epoch FROM clock_timestamp() - backend_start) > ?)
            ORDER BY 5 DESC, 1
            """.formatted(PostgresSessions.APPLICATION);

    @Override
    public List<Writer> writers(Connection connection, List<String> watches) throws SQLException {
        var writers = new ArrayList<Writer>();
        try (var statement = connection.prepareStatement(WRITERS)) {
            statement.setArray(1, connection.createArrayOf("text", watches.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    writers.add(new Writer(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            duration(rows.getDouble(5))));
                }
            }
        }
        return writers;
    }

    @Override
    public List<OldSession> sessionsOlderThan(Connection connection, Duration age) throws SQLException {
        var sessions = new ArrayList<OldSession>();
        try (var statement = connection.prepareStatement(SESSIONS)) {
            statement.setDouble(1, age.toMillis() / 1000.0);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    sessions.add(new OldSession(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            duration(rows.getDouble(5))));
                }
            }
        }
        return sessions;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
