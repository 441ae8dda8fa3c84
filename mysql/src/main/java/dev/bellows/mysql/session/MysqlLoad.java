package dev.bellows.mysql.session;

import dev.bellows.dialect.LoadSignals;
import dev.bellows.mysql.query.Visible;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a MySQL or MariaDB server feels, as far as this role may see: without PROCESS only its own sessions. A source does not
 * know how far its replicas are, so their lag is zero here. Waits for our rows are known only to a role that may read
 * {@code performance_schema} (MySQL) or has PROCESS (MariaDB, as of 0.1 s ago).
 */
public final class MysqlLoad implements LoadSignals {
    private static final String ACTIVE = """
            SELECT count(*) FROM information_schema.processlist p
            WHERE p.command IN ('Query', 'Execute', 'Fetch') AND p.user NOT IN ('system user', 'event_scheduler')
              AND p.id <> connection_id() AND NOT (%s)
            """.formatted(OurSessions.are("p.id"));

    private static final String MYSQL_WAITERS = """
            SELECT count(DISTINCT w.requesting_thread_id) FROM performance_schema.data_lock_waits w
            JOIN performance_schema.threads t ON t.thread_id = w.blocking_thread_id WHERE %s
            """.formatted(OurSessions.are("t.processlist_id"));

    private static final String MARIADB_WAITERS = """
            SELECT count(DISTINCT w.requesting_trx_id) FROM information_schema.innodb_lock_waits w
            JOIN information_schema.innodb_trx t ON t.trx_id = w.blocking_trx_id WHERE %s
            """.formatted(OurSessions.are("t.trx_mysql_thread_id"));

    @Override
    public Load read(Connection connection) throws SQLException {
        int active = new Sql(ACTIVE).row(connection, MysqlLoad::count).orElse(0);
        var mysql = Visible.rows(connection, new Sql(MYSQL_WAITERS), MysqlLoad::count);
        var waiters = mysql.isPresent() ? mysql : Visible.rows(connection, new Sql(MARIADB_WAITERS), MysqlLoad::count);
        return new Load(
                Duration.ZERO, active, waiters.map(counts -> counts.getFirst()).orElse(0));
    }

    private static int count(ResultSet row) throws SQLException {
        return row.getInt(1);
    }
}
