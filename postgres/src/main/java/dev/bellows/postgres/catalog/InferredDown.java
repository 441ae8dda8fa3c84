package dev.bellows.postgres.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The old value of a retyped column from its new one, where it can be told without asking: never an error, and NULL
 * where the old type cannot hold the new value.
 */
final class InferredDown {
    private static final Pattern LENGTH = Pattern.compile("character varying\\((\\d+)\\)");
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Map<String, List<String>> BOUNDS = Map.of(
            "smallint", List.of("'-32768'", "'32767'"),
            "integer", List.of("'-2147483648'", "'2147483647'"),
            "bigint", List.of("'-9223372036854775808'", "'9223372036854775807'"));
    private static final Set<String> ANY_TEXT = Set.of("text", "character varying");

    private InferredDown() {}

    /** The expression over the column (as SQL), from and to types as the server writes them. */
    static Optional<String> expression(String column, String newType, String oldType) {
        if (newType.equals(oldType)) {
            return Optional.of(column);
        }
        if (ANY_TEXT.contains(oldType)) {
            return Optional.of("%s::%s".formatted(column, oldType));
        }
        var length = LENGTH.matcher(oldType);
        if (length.matches()) {
            return Optional.of("CASE WHEN pg_catalog.char_length(%1$s::text) <= %2$s THEN %1$s::text::%3$s END"
                    .formatted(column, length.group(1), oldType));
        }
        if (INTEGERS.contains(oldType)) {
            return integer(column, newType, oldType);
        }
        if (oldType.startsWith("numeric")) {
            return numeric(column, newType, oldType);
        }
        return oldType.equals("double precision") && newType.equals("real")
                ? Optional.of(column + "::double precision")
                : Optional.empty();
    }

    private static Optional<String> integer(String column, String newType, String oldType) {
        var whole = INTEGERS.contains(newType);
        if (whole && INTEGERS.indexOf(newType) <= INTEGERS.indexOf(oldType)) {
            return Optional.of("%s::%s".formatted(column, oldType));
        }
        if (!whole && !newType.startsWith("numeric")) {
            return Optional.empty();
        }
        var type = whole ? newType : "numeric";
        var bounds = BOUNDS.getOrDefault(oldType, List.of());
        return Optional.of("CASE WHEN %1$s >= %2$s::%6$s AND %1$s <= %3$s::%6$s%4$s THEN %1$s::%5$s END"
                .formatted(
                        column,
                        bounds.getFirst(),
                        bounds.getLast(),
                        whole ? "" : " AND %1$s = pg_catalog.trunc(%1$s)".formatted(column),
                        oldType,
                        type));
    }

    private static Optional<String> numeric(String column, String newType, String oldType) {
        if (!INTEGERS.contains(newType) && !newType.startsWith("numeric")) {
            return Optional.empty();
        }
        if (oldType.equals("numeric")) {
            return Optional.of(column + "::numeric");
        }
        var modifier = NUMERIC.matcher(oldType);
        if (!modifier.matches()) {
            return Optional.empty();
        }
        var scale = Integer.parseInt(modifier.group(2));
        var limit = BigDecimal.ONE
                .scaleByPowerOfTen(Integer.parseInt(modifier.group(1)) - scale)
                .toPlainString();
        var value = column + "::numeric";
        return Optional.of(
                "CASE WHEN pg_catalog.abs(%1$s) < '%2$s'::numeric AND %1$s = pg_catalog.round(%1$s, %3$d) THEN %1$s::%4$s END"
                        .formatted(value, limit, scale, oldType));
    }
}
