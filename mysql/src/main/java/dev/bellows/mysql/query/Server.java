package dev.bellows.mysql.query;

import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** What a server says of itself to everybody. */
public final class Server {
    /** Which server this is, as SQL: after a fail-over the numbers of connections are those of another one. */
    public static final String IDENTITY = "concat(@@hostname, ':', @@port, ':', @@server_id)";

    private Server() {}

    /** The number of the connection that was opened last; they ascend until the server is restarted. */
    public static long lastConnection(Connection connection) throws SQLException {
        return status(connection, "Connections");
    }

    /** How many whole seconds it has been up. */
    public static long upSeconds(Connection connection) throws SQLException {
        return status(connection, "Uptime");
    }

    private static long status(Connection connection, String name) throws SQLException {
        return new Sql("SHOW GLOBAL STATUS LIKE '" + name + "'")
                .row(connection, row -> row.getLong(2))
                .orElseThrow();
    }
}
