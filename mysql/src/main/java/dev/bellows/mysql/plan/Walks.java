package dev.bellows.mysql.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.mysql.sql.Quoted;
import dev.bellows.plan.Walk;
import dev.bellows.schema.Column;
import dev.bellows.schema.Constraint;
import dev.bellows.schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The order in which a table is walked: by its primary key, in whose order InnoDB stores it, or by a unique key without
 * NULL. Keys are compared by the server, under the column's own collation.
 */
final class Walks {
    /** Of other types text is not exact (float), or orders in another way than the index (enum, set, bit). */
    private static final Set<String> DATES = Set.of("date", "datetime", "timestamp", "time", "year");

    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    private Walks() {}

    /** Empty where the table has no key that can be walked. */
    static Optional<Walk.ByKey> of(PlanContext context) {
        return context.table().constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY || c.kind() == Constraint.Kind.UNIQUE)
                .sorted(java.util.Comparator.comparing(Constraint::kind))
                .map(c -> columns(context, c))
                .flatMap(Optional::stream)
                .findFirst()
                .map(columns -> byKey(context, columns));
    }

    private static Optional<List<Column>> columns(PlanContext context, Constraint key) {
        var whole = context.table().indexes().stream()
                .filter(index -> index.name().equals(key.name()))
                .noneMatch(Walks::hasPrefix);
        var columns = key.columns().stream()
                .map(name -> context.table().column(name))
                .flatMap(Optional::stream)
                .toList();
        boolean usable = whole
                && columns.size() == key.columns().size()
                && columns.stream().allMatch(c -> c.isNotNull() && isWalkable(c));
        return usable ? Optional.of(columns) : Optional.empty();
    }

    private static boolean hasPrefix(Index index) {
        return index.definition().matches("(?s).*`\\(\\d+\\).*");
    }

    private static boolean isWalkable(Column column) {
        var type = ColumnType.of(column.type());
        return INTEGERS.contains(type.name())
                || DATES.contains(type.name())
                || type.isLimitedText()
                || type.isBytes()
                || type.name().equals("decimal");
    }

    private static Walk.ByKey byKey(PlanContext context, List<Column> keys) {
        var values = new ArrayList<String>();
        for (var i = 0; i < keys.size(); i++) {
            var last = i == keys.size() - 1;
            values.add(asText(keys.get(i), "key"));
            if (!last) {
                values.add(asText(keys.get(i), "again"));
            }
        }
        return new Walk.ByKey(
                keys.stream().map(Column::name).toList(),
                Quoted.table(context.table().name()),
                String.join(", ", values),
                bound(keys, ">", ">"),
                bound(keys, "<", "<="),
                bound(keys, "=", "="),
                keys.stream().map(c -> Quoted.name(c.name())).collect(joining(", ")));
    }

    /** What names a row for people. */
    static String shown(Walk.ByKey walk, PlanContext context) {
        return walk.columns().stream()
                .map(name -> asText(context.column(name), "key"))
                .collect(joining(", "));
    }

    /**
     * Column by column, because these servers look up no range of an index for a comparison of rows: each column but the last
     * is compared twice, and has two values.
     */
    private static String bound(List<Column> keys, String operator, String lastOperator) {
        var condition = "";
        for (var key : keys.reversed()) {
            var name = Quoted.name(key.name());
            condition = condition.isEmpty()
                    ? "%s %s %s".formatted(name, lastOperator, parameter(key))
                    : "(%1$s %2$s %3$s %5$s (%1$s = %3$s AND %4$s))"
                            .formatted(name, operator, parameter(key), condition, operator.equals("=") ? "AND" : "OR");
        }
        return condition;
    }

    private static String asText(Column key, String purpose) {
        var alias = Quoted.name("%s %s".formatted(purpose, key.name()));
        var name = Quoted.name(key.name());
        return ColumnType.of(key.type()).isBytes()
                ? "HEX(%s) AS %s".formatted(name, alias)
                : "CAST(%s AS CHAR) AS %s".formatted(name, alias);
    }

    private static String parameter(Column key) {
        var type = ColumnType.of(key.type());
        if (type.isBytes()) {
            return "UNHEX(?)";
        }
        if (INTEGERS.contains(type.name()) || type.name().equals("year")) {
            return "CAST(? AS %s)".formatted(type.isUnsigned() ? "UNSIGNED" : "SIGNED");
        }
        return switch (type.name()) {
            case "decimal" -> "CAST(? AS DECIMAL(%s))".formatted(type.arguments());
            case "date" -> "CAST(? AS DATE)";
            case "datetime", "timestamp" -> "CAST(? AS DATETIME(6))";
            case "time" -> "CAST(? AS TIME(6))";
            default -> "?";
        };
    }
}
