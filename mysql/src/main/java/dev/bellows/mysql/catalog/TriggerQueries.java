package dev.bellows.mysql.catalog;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.schema.TableName;
import dev.bellows.schema.Trigger;
import dev.bellows.schema.Trigger.UpdateFiring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads users' triggers. Ours begin with {@code bellows_}. */
final class TriggerQueries {
    private static final String TRIGGERS = """
            SELECT TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, EVENT_OBJECT_SCHEMA,
                   EVENT_OBJECT_TABLE, TRIGGER_SCHEMA
            FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?""";

    private static final String OURS = "bellows_";
    private static final Pattern ROW_COLUMN =
            Pattern.compile("\\b(?:NEW|OLD)\\s*\\.\\s*(?:`((?:[^`]|``)+)`|([\\w$]+))", Pattern.CASE_INSENSITIVE);

    private final Session session;

    TriggerQueries(Session session) {
        this.session = session;
    }

    private record Row(String schema, String name, TableName table, String timing, String event, String body) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString(7),
                    row.getString(1),
                    new TableName(row.getString(5), row.getString(6)),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4));
        }

        UpdateFiring firing() {
            if (!event.contains("UPDATE")) {
                return UpdateFiring.NEVER;
            }
            return timing.equals("BEFORE") ? UpdateFiring.BEFORE_ROW : UpdateFiring.OTHERWISE;
        }
    }

    /** Sorted by name. */
    List<Trigger> triggers(TableName table) throws SQLException {
        var triggers = new ArrayList<Trigger>();
        for (var row : session.list(TRIGGERS, Row::of, table.schema(), table.name())) {
            if (row.table().equals(table) && !row.name().startsWith(OURS)) {
                triggers.add(new Trigger(
                        row.name(),
                        definition(row),
                        row.firing(),
                        List.of(),
                        columns(row.body()),
                        List.of(),
                        row.body()));
            }
        }
        triggers.sort(Comparator.comparing(Trigger::name));
        return triggers;
    }

    private String definition(Row row) throws SQLException {
        var name = Quoted.name(row.schema()) + "." + Quoted.name(row.name());
        return session.first("SHOW CREATE TRIGGER " + name, found -> found.getString(3))
                .orElseThrow();
    }

    /** What the text has behind NEW and OLD; a body that names a column that is not there fails each statement. */
    private static List<String> columns(String body) {
        var columns = new TreeSet<String>();
        var named = ROW_COLUMN.matcher(body);
        while (named.find()) {
            columns.add(named.group(1) == null ? named.group(2) : named.group(1).replace("``", "`"));
        }
        return List.copyOf(columns);
    }
}
