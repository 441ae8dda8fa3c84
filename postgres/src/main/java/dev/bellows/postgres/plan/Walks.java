package dev.bellows.postgres.plan;

import static java.util.stream.Collectors.joining;

import dev.bellows.plan.SqlStatement;
import dev.bellows.plan.Walk;
import dev.bellows.schema.Catalog.Ability;
import dev.bellows.schema.Column;
import dev.bellows.schema.Constraint;
import java.util.List;
import java.util.stream.Stream;

/** The order in which a table is walked: by primary key, or by page where it has none. */
final class Walks {
    private Walks() {}

    static Walk of(PlanContext context) {
        return context.table()
                .primaryKey()
                .map(key -> byKey(context, key.columns()))
                .orElseGet(() -> byPage(context));
    }

    /** What names a row for people: its key, or its address where it has none. */
    static String keys(PlanContext context) {
        return switch (of(context)) {
            case Walk.ByKey key -> key.select();
            case Walk.ByPage ignored -> "ctid::text";
        };
    }

    private static Walk byKey(PlanContext context, List<String> columns) {
        var keys = columns.stream()
                .map(name -> context.table().column(name).orElseThrow())
                .toList();
        var row = "(%s)".formatted(Quoted.names(columns));
        var values = keys.stream().map(Walks::parameter).collect(joining(", ", "(", ")"));
        return new Walk.ByKey(
                columns,
                Quoted.table(context.table().name()),
                keys.stream().map(Walks::asText).collect(joining(", ")),
                "%s > %s".formatted(row, values),
                "%s <= %s".formatted(row, values),
                "%s = %s".formatted(row, values),
                Quoted.names(columns));
    }

    /** Under another name: ORDER BY would take the text of the same name for the column, and sort 10 before 9. */
    private static String asText(Column key) {
        return "%s::text AS %s".formatted(Quoted.name(key.name()), Quoted.name("key of " + key.name()));
    }

    private static String parameter(Column key) {
        return "CAST(? AS %s)".formatted(key.type());
    }

    /**
     * PostgreSQL 14 and later scan a range of TIDs; on 13 the same condition would read the whole table for each chunk,
     * so every possible TID of the pages is named there (291 is the most rows that fit on a page of 8 kB).
     */
    private static Walk byPage(PlanContext context) {
        var table = Quoted.literal(Quoted.table(context.table().name()));
        var range = context.catalog().server().major() >= 14 ? "ctid >= CAST(? AS tid) AND ctid < CAST(? AS tid)" : """
                ctid = ANY (ARRAY(
                  SELECT address FROM (VALUES (CAST(CAST(? AS text) AS point), CAST(CAST(? AS text) AS point)))
                      AS bound (low, high),
                    generate_series(bound.low[0]::bigint, bound.high[0]::bigint) AS page,
                    generate_series(0, 291) AS item,
                    CAST('(' || page || ',' || item || ')' AS tid) AS address
                  WHERE (page, item) >= (bound.low[0]::bigint, bound.low[1]::int)
                    AND (page, item) < (bound.high[0]::bigint, bound.high[1]::int)))""";
        return new Walk.ByPage(
                range,
                new SqlStatement("SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::bigint"
                        .formatted(table)),
                new SqlStatement("SELECT pg_relation_filenode(%s::regclass)::text".formatted(table)));
    }

    /**
     * What fires where a column that is there gets values: a foreign key of it must be checked, and the server silences its
     * own triggers together with the users'.
     */
    static List<String> checks(PlanContext context, String column) {
        var keys = context.table().constraints().stream()
                .filter(c ->
                        c.kind() == Constraint.Kind.FOREIGN_KEY && c.columns().contains(column))
                .map(key -> "foreign key " + key.name())
                .toList();
        if (keys.isEmpty()) {
            return noisyTriggers(context, List.of(column));
        }
        var users = new UserTriggers(context.table()).firingOnBackfill(List.of(column));
        return Stream.concat(keys.stream(), users.stream()).toList();
    }

    /** The triggers that fire for every row of a backfill because our role may not silence them. */
    static List<String> noisyTriggers(PlanContext context, List<String> columns) {
        return context.catalog().server().abilities().contains(Ability.SILENCE_TRIGGERS)
                ? List.of()
                : new UserTriggers(context.table()).firingOnBackfill(columns);
    }
}
