package dev.bellows.mysql.session;

import dev.bellows.mysql.query.Visible;
import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What programs the sessions are of, as far as they say so to a server that lets this role know. */
final class Programs {
    private static final String READ = """
            SELECT processlist_id, attr_value FROM performance_schema.session_connect_attrs
            WHERE attr_name = 'program_name' AND attr_value IS NOT NULL
            """;

    private final Map<Long, String> names;

    private Programs(Map<Long, String> names) {
        this.names = names;
    }

    static Programs read(Connection connection) throws SQLException {
        var names = new HashMap<Long, String>();
        Visible.rows(connection, new Sql(READ), row -> Map.entry(row.getLong(1), row.getString(2)))
                .orElse(List.of())
                .forEach(entry -> names.put(entry.getKey(), entry.getValue()));
        return new Programs(names);
    }

    /** Empty where it is not known. */
    String of(long session) {
        return names.getOrDefault(session, "");
    }
}
