package dev.bellows.postgres.catalog;

import dev.bellows.schema.Column.Volatility;
import java.sql.SQLException;

/**
 * Finds how volatile an expression is, as the server sees it: the planner does not pull a subquery up whose list
 * contains a volatile function, and a generated column must be immutable. The catalogue's own flags would need every
 * overload of functions and operators to be resolved again.
 */
final class VolatilityTrial {
    private static final String NOT_IMMUTABLE = "42P17";

    private VolatilityTrial() {}

    /** Of the default of a column, with all names qualified. */
    static Volatility ofDefault(Session session, String sql, String type) throws SQLException {
        if (isVolatile(session, sql, "(VALUES (1)) AS bellows_x(bellows_one)")) {
            return Volatility.VOLATILE;
        }
        if (!session.canTry()) {
            return Volatility.STABLE;
        }
        return session.rolledBack(() -> {
            session.run("CREATE TEMPORARY TABLE bellows_row ()");
            return isImmutable(session, "bellows_row", sql, type) ? Volatility.IMMUTABLE : Volatility.STABLE;
        });
    }

    /** Of an expression over a temporary table. */
    static Volatility of(Session session, String sql, String table, String type) throws SQLException {
        if (isVolatile(session, sql, table)) {
            return Volatility.VOLATILE;
        }
        return isImmutable(session, table, sql, type) ? Volatility.IMMUTABLE : Volatility.STABLE;
    }

    private static boolean isVolatile(Session session, String sql, String from) throws SQLException {
        return session.explain(
                        "SELECT bellows_s.e FROM (SELECT (%s) AS e FROM %s) AS bellows_s WHERE bellows_s.e IS NOT NULL"
                                .formatted(sql, from))
                .contains("\"Subquery Scan\"");
    }

    private static boolean isImmutable(Session session, String table, String sql, String type) throws SQLException {
        return session.rolledBack(() -> {
            try {
                session.run("ALTER TABLE %s ADD COLUMN bellows_g %s GENERATED ALWAYS AS (%s) STORED"
                        .formatted(table, type, sql));
                return true;
            } catch (SQLException e) {
                if (NOT_IMMUTABLE.equals(e.getSQLState()) || Session.isRefusal(e)) {
                    return false;
                }
                throw e;
            }
        });
    }
}
