package dev.bellows.mysql.session;

import dev.bellows.dialect.Locks;
import dev.bellows.mysql.query.Visible;
import dev.bellows.schema.TableName;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Locks on the definition of tables, which a transaction keeps to its end on whatever it has read. Who has one is in
 * {@code performance_schema}. Where that is off (as MariaDB is delivered) or closed to this role, whoever has an old
 * transaction and uses the database of the table is named instead; and nobody for a role without PROCESS: then only the lock
 * timeout protects the traffic.
 */
public final class MysqlLocks implements Locks {
    /** A reader is in the way of all but readers and writers of rows. */
    private static final String EXCLUSIVE = "EXCLUSIVE";

    /** The reading itself has locks, so that there are some wherever they are recorded. */
    private static final String RECORDED = "SELECT count(*) FROM performance_schema.metadata_locks";

    private static final String HOLDERS = """
            SELECT DISTINCT t.processlist_id, t.processlist_user,
                   coalesce(x.timer_wait / 1000000000000, t.processlist_time),
                   concat(if(t.processlist_command = 'Sleep', 'idle in transaction, last: ', ''),
                       coalesce(t.processlist_info, s.sql_text, ''))
            FROM performance_schema.metadata_locks m
            JOIN performance_schema.threads t ON t.thread_id = m.owner_thread_id
            LEFT JOIN performance_schema.events_transactions_current x
              ON x.thread_id = t.thread_id AND x.state = 'ACTIVE'
            LEFT JOIN performance_schema.events_statements_current s
              ON s.thread_id = t.thread_id AND s.nesting_event_level = 0
            WHERE m.object_type = 'TABLE' AND m.lock_status = 'GRANTED' AND t.processlist_id <> connection_id()
              AND (m.object_schema, m.object_name) IN (%s) AND (? OR m.lock_type IN ('EXCLUSIVE', 'SHARED_NO_READ_WRITE'))
              AND coalesce(x.timer_wait / 1000000000000, t.processlist_time) >= ?
            ORDER BY 3 DESC, 1
            """;

    /** It began up to a second after what is said, and is said in the time of the machine. */
    private static final String AGE =
            "timestampdiff(MICROSECOND, convert_tz(x.trx_started, 'SYSTEM', '+00:00'), utc_timestamp(6)) / 1000000 - 1";

    private static final String SUSPECTS = """
            SELECT p.id, p.user, greatest(0, %1$s),
                   concat(if(p.command = 'Sleep', 'idle in transaction', ''), coalesce(p.info, ''))
            FROM information_schema.innodb_trx x JOIN information_schema.processlist p ON p.id = x.trx_mysql_thread_id
            WHERE p.id <> connection_id() AND NOT (%2$s) AND p.db IN (%3$s) AND greatest(0, %1$s) >= ?
            ORDER BY 3 DESC, 1
            """;

    private static final int MOST_TEXT = 200;

    @Override
    public List<Blocker> blockers(Connection connection, List<TableName> tables, String lock, Duration atLeast)
            throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        var programs = Programs.read(connection);
        var seconds = atLeast.toMillis() / 1000.0;
        var question = areRecorded(connection) ? holders(tables, lock, seconds) : suspects(tables, seconds);
        return Visible.rows(connection, question, row -> blocker(row, programs)).orElse(List.of());
    }

    private static boolean areRecorded(Connection connection) throws SQLException {
        return Visible.rows(connection, new Sql(RECORDED), row -> row.getInt(1) > 0)
                .map(List::getFirst)
                .orElse(false);
    }

    private static Sql holders(List<TableName> tables, String lock, double seconds) {
        var values = new ArrayList<Object>();
        tables.forEach(table -> values.addAll(List.of(table.schema(), table.name())));
        values.add(lock.equals(EXCLUSIVE));
        values.add(seconds);
        var pairs = String.join(", ", tables.stream().map(table -> "(?, ?)").toList());
        return new Sql(HOLDERS.formatted(pairs), values.toArray());
    }

    private static Sql suspects(List<TableName> tables, double seconds) {
        var values = new ArrayList<Object>(
                tables.stream().map(TableName::schema).distinct().toList());
        var placeholders = Sql.placeholders(values.size());
        values.add(seconds);
        return new Sql(SUSPECTS.formatted(AGE, OurSessions.are("p.id"), placeholders), values.toArray());
    }

    private static Blocker blocker(ResultSet row, Programs programs) throws SQLException {
        var text = Objects.requireNonNullElse(row.getString(4), "").replaceAll("\\s+", " ");
        return new Blocker(
                row.getLong(1),
                Objects.requireNonNullElse(row.getString(2), ""),
                programs.of(row.getLong(1)),
                Duration.ofMillis((long) (row.getDouble(3) * 1000)),
                text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text);
    }

    /** Plans here have no such lock: DDL takes its own, and none outlives it. */
    @Override
    public void acquire(Connection transaction, List<TableName> tables, String lock) throws SQLException {
        throw new SQLException("LOCK TABLES would commit the transaction that it is for", "0A000");
    }
}
