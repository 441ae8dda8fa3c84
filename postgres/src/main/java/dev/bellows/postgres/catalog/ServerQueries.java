package dev.bellows.postgres.catalog;

import dev.bellows.schema.Catalog;
import dev.bellows.schema.Catalog.Ability;
import java.sql.SQLException;
import java.util.List;

/** What the server is, and what the role may do. */
final class ServerQueries {
    private static final int PARAMETER_PRIVILEGES_SINCE = 15;

    private ServerQueries() {}

    static Catalog.Server server(Session session) throws SQLException {
        var major = Integer.parseInt(session.text("SELECT current_setting('server_version_num')")) / 10_000;
        return new Catalog.Server(
                "PostgreSQL",
                major,
                session.text("SELECT current_setting('server_version')"),
                silencesTriggers(session, major) ? List.of(Ability.SILENCE_TRIGGERS) : List.of());
    }

    private static boolean silencesTriggers(Session session, int major) throws SQLException {
        return session.truth("SELECT current_setting('is_superuser') = 'on'")
                || (major >= PARAMETER_PRIVILEGES_SINCE
                        && session.truth("SELECT has_parameter_privilege('session_replication_role', 'SET')"));
    }
}
