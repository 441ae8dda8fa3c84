package dev.bellows.postgres.catalog;

import java.sql.SQLException;

/**
 * Finds whether the server rewrites a table to add a column, by adding it to an empty one. It does for a domain with
 * constraints, even where every row gets NULL.
 */
record NewColumnTrial(Session session) {
    private static final String FILE = "SELECT pg_relation_filenode('pg_temp.bellows_type'::regclass)::text";

    /** False as well where the server does not know the type: that is said elsewhere. */
    boolean rewrites(Shape.Member column) throws SQLException {
        return session.rolledBack(() -> {
            try {
                session.withOrdinaryNames();
                session.run("CREATE TEMPORARY TABLE bellows_type ()");
                var file = session.text(FILE);
                session.run("ALTER TABLE pg_temp.bellows_type ADD COLUMN " + column.definition());
                return !session.text(FILE).equals(file);
            } catch (SQLException e) {
                if (!Session.isRefusal(e)) {
                    throw e;
                }
                return false;
            }
        });
    }
}
