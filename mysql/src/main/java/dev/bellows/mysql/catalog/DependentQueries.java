package dev.bellows.mysql.catalog;

import dev.bellows.schema.Column;
import dev.bellows.schema.Dependent;
import dev.bellows.schema.Dependent.Kind;
import dev.bellows.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what refers to columns of a table and is no index, constraint or trigger of it. */
final class DependentQueries {
    private static final String VIEWS = """
            SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS
            WHERE VIEW_DEFINITION LIKE ? AND TABLE_SCHEMA NOT IN ('sys', 'mysql')""";

    /** Triggers of other tables, too: they may write into this one. By schema, name and text. */
    private static final String PROGRAMS = """
            SELECT LOWER(ROUTINE_TYPE), ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_DEFINITION
            FROM information_schema.ROUTINES WHERE ROUTINE_DEFINITION LIKE ?
            UNION ALL SELECT 'event', EVENT_SCHEMA, EVENT_NAME, EVENT_DEFINITION
            FROM information_schema.EVENTS WHERE EVENT_DEFINITION LIKE ?
            UNION ALL SELECT 'trigger', TRIGGER_SCHEMA, TRIGGER_NAME, ACTION_STATEMENT
            FROM information_schema.TRIGGERS WHERE ACTION_STATEMENT LIKE ?
                AND TRIGGER_NAME NOT LIKE 'bellows\\_%' AND (EVENT_OBJECT_SCHEMA <> ? OR EVENT_OBJECT_TABLE <> ?)""";

    private static final String PARTITIONS = """
            SELECT DISTINCT COALESCE(PARTITION_EXPRESSION, ''), COALESCE(SUBPARTITION_EXPRESSION, '')
            FROM information_schema.PARTITIONS
            WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL""";

    private final Session session;
    private final TableName table;
    private final List<Column> columns;
    private final List<Dependent> found = new ArrayList<>();

    DependentQueries(Session session, TableName table, List<Column> columns) {
        this.session = session;
        this.table = table;
        this.columns = columns;
    }

    /** Sorted. */
    List<Dependent> dependents() throws SQLException {
        views();
        programs();
        partitions();
        columns.forEach(this::ofColumn);
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Dependent::kind)
                        .thenComparing(Dependent::name)
                        .thenComparing(Dependent::column))
                .toList();
    }

    private void views() throws SQLException {
        var views =
                session.list(VIEWS, row -> new String[] {row.getString(1), row.getString(2), row.getString(3)}, like());
        for (var view : views) {
            for (var column : ViewText.columns(view[2], table)) {
                add(Kind.VIEW, "view %s.%s".formatted(view[0], view[1]), column);
            }
        }
    }

    private void programs() throws SQLException {
        var programs = session.list(
                PROGRAMS,
                row -> new Program(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                like(),
                like(),
                like(),
                table.schema(),
                table.name());
        for (var program : programs) {
            if (program.means(table)) {
                columns.stream()
                        .filter(column -> mentions(program.text(), column.name()))
                        .forEach(column -> add(Kind.FUNCTION_TEXT, program.toString(), column.name()));
            }
        }
    }

    private record Program(String kind, String schema, String name, String text) {
        /** From another database it has to name that of the table. */
        boolean means(TableName table) {
            return mentions(text, table.name()) && (schema.equals(table.schema()) || mentions(text, table.schema()));
        }

        @Override
        public String toString() {
            return "%s %s.%s".formatted(kind, schema, name);
        }
    }

    private String like() {
        return "%" + table.name().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .find();
    }

    private void partitions() throws SQLException {
        var expressions = session.list(
                PARTITIONS, row -> row.getString(1) + " " + row.getString(2), table.schema(), table.name());
        for (var expression : expressions) {
            columns.stream()
                    .filter(column -> mentions(expression, column.name()))
                    .forEach(column -> add(Kind.PARTITION_KEY, "partition key of " + table, column.name()));
        }
    }

    /** What a generated column, a default or a CHECK of one column has of others. */
    private void ofColumn(Column column) {
        for (var option : column.traits().options()) {
            var kind = option.startsWith("GENERATED") ? Kind.GENERATED_COLUMN : Kind.OTHER;
            var what = kind == Kind.OTHER ? "CHECK of column" : "generated column";
            others(column, option).forEach(other -> add(kind, name(what, column), other));
        }
        column.defaultValue()
                .ifPresent(value -> others(column, value.sql())
                        .forEach(other -> add(Kind.OTHER, name("default of column", column), other)));
    }

    private List<String> others(Column column, String sql) {
        var names = Words.of(sql).names();
        return columns.stream()
                .map(Column::name)
                .filter(name -> names.contains(name) && !name.equals(column.name()))
                .toList();
    }

    private String name(String what, Column column) {
        return "%s %s.%s".formatted(what, table, column.name());
    }

    private void add(Kind kind, String name, String column) {
        found.add(new Dependent(kind, name, column));
    }
}
