package dev.bellows.mysql.catalog;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of the session that decide how the server writes definitions, how fresh its statistics are, how strict it
 * is with a trial, and how long we may wait for anybody. Closing it gives back those that were.
 */
final class ReadingSettings implements AutoCloseable {
    private static final Map<String, String> WANTED = new LinkedHashMap<>();

    static {
        WANTED.put("sql_mode", "'STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO'");
        WANTED.put("sql_quote_show_create", "1");
        WANTED.put("lock_wait_timeout", "1");
    }

    /** As delivered, MySQL gives sizes that are up to a day old. */
    private static final Map<String, String> WANTED_OF_MYSQL = Map.of("information_schema_stats_expiry", "0");

    private final Session session;
    private final Map<String, String> before = new LinkedHashMap<>();

    private ReadingSettings(Session session) {
        this.session = session;
    }

    static ReadingSettings in(Session session) throws SQLException {
        var settings = new ReadingSettings(session);
        for (var wanted : WANTED.entrySet()) {
            settings.set(wanted.getKey(), wanted.getValue());
        }
        if (!session.version().isMariadb()) {
            for (var wanted : WANTED_OF_MYSQL.entrySet()) {
                settings.set(wanted.getKey(), wanted.getValue());
            }
        }
        return settings;
    }

    private void set(String name, String value) throws SQLException {
        var old = session.text("SELECT @@SESSION." + name);
        before.put(name, name.equals("sql_mode") ? "'" + old + "'" : old);
        session.run("SET SESSION %s = %s".formatted(name, value));
    }

    @Override
    public void close() throws SQLException {
        for (var old : before.entrySet()) {
            session.run("SET SESSION %s = %s".formatted(old.getKey(), old.getValue()));
        }
    }
}
