package dev.bellows.pace;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Closing what may be broken already. */
public final class Connections {
    private Connections() {}

    /** A failure to close a connection changes nothing for us: the server drops the session either way. */
    public static void closeQuietly(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException ignored) {
            return;
        }
    }
}
