package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.migration.Operation;
import dev.bellows.plan.draft.TableChange.ColumnChange;
import dev.bellows.schema.Column;
import dev.bellows.schema.Column.Domain;
import dev.bellows.schema.Index;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an index reads of a row, by the names that the columns have before or after contract.
 *
 * @param columns by the name that they have before
 */
record KeyRow(Map<String, Column> columns) {
    private static final Pattern MODIFIERS = Pattern.compile("\\([^)]*\\)");

    /** Types that have a hash and an "equals" of their own in every version, by their name without modifiers. */
    private static final Set<String> HASHED = Set.of(
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double precision",
            "boolean",
            "text",
            "character varying",
            "character",
            "uuid",
            "bytea",
            "date",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "interval",
            "inet",
            "macaddr",
            "macaddr8",
            "jsonb");

    static KeyRow before(PlanContext context) {
        var columns = new LinkedHashMap<String, Column>();
        context.table().columns().forEach(column -> columns.put(column.name(), column));
        return new KeyRow(columns);
    }

    static KeyRow after(PlanContext context) {
        var columns = new LinkedHashMap<String, Column>();
        for (var column : context.table().columns()) {
            var change = Optional.ofNullable(context.change().existing().get(column.name()));
            columns.put(
                    column.name(), change.map(c -> after(context, column, c)).orElse(column));
        }
        return new KeyRow(columns);
    }

    private static Column after(PlanContext context, Column column, ColumnChange change) {
        var type = change.last(Operation.ChangeType.class)
                .filter(ignored -> Parts.isCopied(context.catalog(), context.table(), change));
        return new Column(
                change.has(Operation.DropColumn.class) ? context.names().outgoing(column.name()) : change.finalName(),
                type.map(Operation.ChangeType::type).orElse(column.type()),
                type.map(Operation.ChangeType::collation).orElse(column.collation()),
                column.nullability(),
                Optional.empty(),
                column.kind(),
                type.isPresent() ? Column.ColumnTraits.NONE : column.traits());
    }

    /** What an index reads of a row that is written, under the names of before. */
    String written(Index index) {
        return selected(index, "NEW.");
    }

    /** What it reads of a row of the table. */
    String stored(Index index) {
        return selected(index, "");
    }

    private String selected(Index index, String prefix) {
        return index.columns().stream()
                .map(name ->
                        "%s%s AS %s".formatted(prefix, Quoted.name(column(name).name()), Quoted.name(name)))
                .collect(joining(", "));
    }

    String changed(String name) {
        var column = column(name);
        var now = Quoted.name(column.name());
        return Difference.between(column, "NEW." + now, "OLD." + now);
    }

    private Column column(String before) {
        return Optional.ofNullable(columns.get(before))
                .orElseThrow(() -> new IllegalStateException("an index on a column that is not there: " + before));
    }

    boolean isHashed(Index.Part part) {
        var type = columns.entrySet().stream()
                .filter(e -> Quoted.name(e.getKey()).equals(part.sql()))
                .map(e -> base(e.getValue()))
                .findFirst()
                .orElse(part.type());
        return HASHED.contains(MODIFIERS.matcher(type).replaceAll(""));
    }

    private static String base(Column column) {
        return column.traits().domain().map(Domain::base).orElse(column.type());
    }
}
