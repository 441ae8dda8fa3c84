package dev.bellows.postgres.session;

import dev.bellows.dialect.Locks;
import dev.bellows.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Table locks of PostgreSQL. A role that may not see others' sessions (no {@code pg_read_all_stats}) sees no age of
 * their transactions, and so no blockers: then only the lock timeout protects the traffic.
 */
public final class PostgresLocks implements Locks {

    /** A prepared transaction holds locks without a process; an autovacuum yields to us if we may make it. */
    private static final String BLOCKERS = """
            WITH wanted AS (
                SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN unnest(?::text[], ?::text[]) AS t(schema_name, table_name)
                  ON n.nspname = t.schema_name AND c.relname = t.table_name),
            held AS (
                SELECT DISTINCT l.pid, l.virtualtransaction FROM pg_locks l JOIN wanted w ON l.relation = w.oid
                WHERE l.locktype = 'relation' AND l.granted AND l.mode = ANY (?::text[])
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND l.pid IS DISTINCT FROM pg_backend_pid())
            SELECT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''),
                   extract(epoch FROM clock_timestamp() - a.xact_start),
                   CASE WHEN a.state LIKE 'idle in transaction%' THEN 'idle in transaction, last: ' ELSE '' END
                       || left(regexp_replace(coalesce(a.query, ''), '[[:space:]]+', ' ', 'g'), 200)
            FROM held h JOIN pg_stat_activity a ON a.pid = h.pid
            WHERE extract(epoch FROM clock_timestamp() - a.xact_start) >= ?
              AND NOT (a.backend_type = 'autovacuum worker' AND a.query NOT LIKE '%wraparound%' AND ?)
            UNION ALL
            SELECT 0, p.owner::text, 'prepared transaction ' || p.gid,
                   extract(epoch FROM clock_timestamp() - p.prepared), 'COMMIT PREPARED or ROLLBACK PREPARED ends it'
            FROM held h JOIN pg_prepared_xacts p ON h.pid IS NULL AND h.virtualtransaction LIKE '%/' || p.transaction::text
            WHERE extract(epoch FROM clock_timestamp() - p.prepared) >= ?
            ORDER BY 4 DESC, 1
            """;

    @Override
    public List<Blocker> blockers(Connection connection, List<TableName> tables, String lock, Duration atLeast)
            throws SQLException {
        var conflicting = LockMode.named(lock).conflictingInPgLocks();
        var blockers = new ArrayList<Blocker>();
        try (var statement = connection.prepareStatement(BLOCKERS)) {
            var seconds = atLeast.toMillis() / 1000.0;
            statement.setArray(
                    1, texts(connection, tables.stream().map(TableName::schema).toList()));
            statement.setArray(
                    2, texts(connection, tables.stream().map(TableName::name).toList()));
            statement.setArray(3, texts(connection, conflicting));
            statement.setDouble(4, seconds);
            statement.setBoolean(5, Privileges.maySet(connection, "deadlock_timeout"));
            statement.setDouble(6, seconds);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var age = Duration.ofMillis((long) (rows.getDouble(4) * 1000));
                    blockers.add(
                            new Blocker(rows.getLong(1), rows.getString(2), rows.getString(3), age, rows.getString(5)));
                }
            }
        }
        return blockers;
    }

    @Override
    public void acquire(Connection transaction, List<TableName> tables, String lock) throws SQLException {
        var mode = LockMode.named(lock).words();
        for (var table : tables) {
            try (var statement = transaction.createStatement()) {
                statement.execute(
                        "LOCK TABLE %s.%s IN %s MODE".formatted(quoted(table.schema()), quoted(table.name()), mode));
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static Array texts(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
