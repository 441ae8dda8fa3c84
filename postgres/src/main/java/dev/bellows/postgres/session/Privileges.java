package dev.bellows.postgres.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/** Which settings a session may change, asked once per connection. */
final class Privileges {
    private static final Map<Connection, Map<String, Boolean>> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private Privileges() {}

    static boolean maySet(Connection connection, String setting) throws SQLException {
        var answers = KNOWN.computeIfAbsent(connection, ignored -> new HashMap<>());
        var known = answers.get(setting);
        if (known != null) {
            return known;
        }
        var asked = ask(connection, setting);
        answers.put(setting, asked);
        return asked;
    }

    private static boolean ask(Connection connection, String setting) throws SQLException {
        var sql = "SELECT current_setting('is_superuser') = 'on'";
        if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
            sql += " OR has_parameter_privilege('" + setting + "', 'SET')";
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
