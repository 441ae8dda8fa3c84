package dev.bellows.dialect;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Problem;
import dev.bellows.schema.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads what a migration needs to know of a live server. Changes nothing: whatever it tries is rolled back. */
public interface CatalogReader {

    /** What was read, and the expressions that the server refused. */
    record Reading(Catalog catalog, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    Reading read(Connection connection, Migration migration) throws SQLException;
}
