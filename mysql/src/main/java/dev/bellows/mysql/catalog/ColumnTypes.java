package dev.bellows.mysql.catalog;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The types of the columns of a shape, as the server has them in its temporary table. */
final class ColumnTypes {
    private final Map<String, TargetTable.Seen> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ColumnTypes(Session session, Shape shape) throws SQLException {
        session.ask("SHOW FULL COLUMNS FROM " + shape.temporaryName(), rows -> {
            while (rows.next()) {
                var collation = Optional.ofNullable(rows.getString("Collation")).orElse("");
                byName.put(rows.getString("Field"), new TargetTable.Seen(rows.getString("Type"), collation));
            }
            return byName.size();
        });
    }

    Optional<String> characterSet(String column) {
        return Optional.ofNullable(byName.get(column))
                .map(TargetTable.Seen::characterSet)
                .filter(set -> !set.isEmpty());
    }

    boolean isText(String column) {
        var type = type(column);
        return type.contains("char") || type.endsWith("text") || type.startsWith("enum") || type.startsWith("set");
    }

    boolean isInteger(String column) {
        return type(column).contains("int");
    }

    private String type(String column) {
        return Optional.ofNullable(byName.get(column))
                .map(seen -> seen.type().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
