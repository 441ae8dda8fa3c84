package dev.bellows.mysql.store;

import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What sync triggers noted. The rows are found without a lock and removed by their keys, so that we never wait for an
 * application that has noted itself and not committed yet, nor it for us.
 */
final class Notes {
    private static final int BATCH = 1000;
    /** At one go; what is left waits for the next command. */
    private static final int MOST_BATCHES = 100;

    private static final String MINUTES_KEPT = "60";

    private final String table;

    Notes(StateDatabase database) {
        this.table = database.writer();
    }

    void clear(Connection connection, List<String> watches) throws SQLException {
        if (watches.isEmpty()) {
            return;
        }
        var sql = "SELECT id FROM %s WHERE watch IN (%s) LIMIT %d"
                .formatted(table, Sql.placeholders(watches.size()), BATCH);
        remove(connection, new Sql(sql, watches.toArray()), Integer.MAX_VALUE);
    }

    /** Keeps the last note of each user and watch, and those of the last hour. */
    void tidy(Connection connection) throws SQLException {
        var sql = """
                SELECT w.id FROM %1$s w
                JOIN (SELECT watch, user_name, max(id) AS newest FROM %1$s GROUP BY watch, user_name) k
                  ON k.watch = w.watch AND k.user_name = w.user_name
                WHERE w.id < k.newest AND w.seen < now(6) - INTERVAL %2$s MINUTE LIMIT %3$d
                """.formatted(table, MINUTES_KEPT, BATCH);
        remove(connection, new Sql(sql), MOST_BATCHES);
    }

    private void remove(Connection connection, Sql batch, int most) throws SQLException {
        for (int done = 0; done < most; done++) {
            var ids = batch.rows(connection, row -> row.getLong(1));
            if (!ids.isEmpty()) {
                new Sql("DELETE FROM %s WHERE id IN (%s)".formatted(table, Sql.placeholders(ids.size())), ids.toArray())
                        .run(connection);
            }
            if (ids.size() < BATCH) {
                return;
            }
        }
    }
}
