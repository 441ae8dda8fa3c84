package dev.bellows.testkit.traffic;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows that were in the table before the traffic came. Nobody gives them another value, so the version that found
 * them must find them as they were whenever it may read.
 */
record Residents(AppVersion version, Map<Long, List<Optional<String>>> rows) {
    Residents {
        rows = Map.copyOf(rows);
    }

    @FunctionalInterface
    private interface RowListener {
        void row(long key, List<Optional<String>> values);
    }

    static Residents find(Database database, AppVersion version) throws SQLException {
        var rows = new HashMap<Long, List<Optional<String>>>();
        read(database, version, rows::put);
        return new Residents(version, rows);
    }

    private static void read(Database database, AppVersion version, RowListener listener) throws SQLException {
        try (var connection = database.administrator();
                var statement = connection.createStatement();
                var found = statement.executeQuery(new Statements(version, database.forms()).selectAll())) {
            while (found.next()) {
                listener.row(found.getLong(1), Link.row(found, 2, version));
            }
        }
    }

    List<Long> keys() {
        return rows.keySet().stream().sorted().toList();
    }

    /** Those that are not as they were. */
    List<Lost> changed(Database database, String when) throws SQLException {
        var changed = new ArrayList<Lost>();
        if (rows.isEmpty()) {
            return changed;
        }
        var missing = new HashSet<>(rows.keySet());
        read(database, version, (key, found) -> {
            var row = rows.get(key);
            if (row != null && !row.equals(found)) {
                changed.add(new Lost(version.name(), key, Link.words(row), Link.words(found), when));
            }
            missing.remove(key);
        });
        for (var key : missing) {
            changed.add(new Lost(version.name(), key, Link.words(rows.getOrDefault(key, List.of())), "no row", when));
        }
        return changed;
    }
}
