package dev.bellows.mysql.session;

import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How our sessions are known from others, also those of another process: each has a lock of the server that is named after
 * it. Both servers tell everybody who has such a lock, and it ends with its session.
 */
final class OurSessions {
    private static final String NAME = "bellows session ";

    private OurSessions() {}

    /** Marks the session as ours; its id. */
    static long mark(Connection connection) throws SQLException {
        return new Sql("SELECT connection_id(), get_lock(concat('%s', connection_id()), 0)".formatted(NAME))
                .row(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    /** A condition that holds for a session of ours. What has no number is a thread of the server. */
    static String are(String id) {
        return "is_used_lock(concat('%s', coalesce(%s, 0))) IS NOT NULL".formatted(NAME, id);
    }
}
