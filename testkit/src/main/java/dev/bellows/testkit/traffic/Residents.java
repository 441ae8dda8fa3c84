package dev.bellows.testkit.traffic;

import dev.bellows.testkit.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that were in the table before the traffic came. Nobody gives them another value, so the version that found
 * them must find them as they were whenever it may read.
 */
record Residents(AppVersion version, SortedMap<Long, List<Optional<String>>> rows) {
    Residents {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    static Residents find(PostgresDatabase database, AppVersion version) throws SQLException {
        var rows = new TreeMap<Long, List<Optional<String>>>();
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(new Statements(version).selectAll())) {
            while (found.next()) {
                rows.put(found.getLong(1), Link.row(found, 2, version));
            }
        }
        return new Residents(version, rows);
    }

    List<Long> keys() {
        return List.copyOf(rows.keySet());
    }

    /** Those that are not as they were. */
    List<Lost> changed(PostgresDatabase database, String when) throws SQLException {
        var changed = new ArrayList<Lost>();
        if (rows.isEmpty()) {
            return changed;
        }
        var now = find(database, version).rows();
        rows.forEach((key, row) -> {
            var found = now.get(key);
            if (!row.equals(found)) {
                var shown = found == null ? "no row" : Link.words(found);
                changed.add(new Lost(version.name(), key, Link.words(row), shown, when));
            }
        });
        return changed;
    }
}
