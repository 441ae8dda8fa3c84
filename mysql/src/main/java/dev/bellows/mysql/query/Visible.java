package dev.bellows.mysql.query;

import dev.bellows.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions that a role may not be allowed to ask. */
public final class Visible {
    /**
     * No such database or table, or none that this role may see: access to a database, a table, a privilege of the server,
     * a view whose definer may not.
     */
    private static final Set<Integer> HIDDEN = Set.of(1044, 1049, 1109, 1142, 1143, 1146, 1227, 1356);

    private Visible() {}

    /** Empty where this role may not ask, or this server does not know. */
    public static <T> Optional<List<T>> rows(Connection connection, Sql sql, Sql.RowReader<T> reader)
            throws SQLException {
        try {
            return Optional.of(sql.rows(connection, reader));
        } catch (SQLException e) {
            if (HIDDEN.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
