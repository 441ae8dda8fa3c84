package dev.bellows.mysql.plan;

import java.util.Map;
import java.util.Optional;

/**
 * The value that a new column has in rows that nobody has filled, and where an INSERT leaves it out: the sync could not
 * tell these from what new code wrote, because these servers have no UPDATE OF and a trigger sees a default like any
 * other value (decision 17). It is a constant that applications do not write; where a type has none to spare, it is NULL.
 */
final class Sentinel {
    /** The control character SUB, and letters as far as the column takes them. */
    private static final String TEXT = "\\Zbellows";

    private static final int TEXT_LENGTH = 8;

    private static final Map<String, String> SIGNED = Map.of(
            "tinyint", "-119",
            "smallint", "-32119",
            "mediumint", "-8388119",
            "int", "-2147483119",
            "bigint", "-9223372036854775119");
    private static final Map<String, String> UNSIGNED = Map.of(
            "tinyint", "251",
            "smallint", "65111",
            "mediumint", "16777111",
            "int", "4294967111",
            "bigint", "18446744073709551111");

    /** A timestamp has none: its text means another moment in each time zone. */
    private static final Map<String, String> OTHERS =
            Map.of("date", "'1000-02-03'", "datetime", "'1000-02-03 04:05:06'", "time", "'-838:11:12'", "year", "1902");

    /** Two to the power of 120: a float and a double hold it exactly. */
    private static final String REAL = "1329227995784915872903807060280344576";

    private Sentinel() {}

    /** As SQL; empty where it is NULL. */
    static Optional<String> of(String columnType) {
        var type = ColumnType.of(columnType);
        if (type.isLimitedText() || type.isBytes()) {
            return type.isWide() ? Optional.empty() : text(type);
        }
        return switch (type.name()) {
            case "decimal" -> decimal(type);
            case "float", "double" ->
                type.arguments().isEmpty() ? Optional.of(type.isUnsigned() ? REAL : "-" + REAL) : Optional.empty();
            default ->
                Optional.ofNullable((type.isUnsigned() ? UNSIGNED : SIGNED).get(type.name()))
                        .or(() -> Optional.ofNullable(OTHERS.get(type.name())));
        };
    }

    private static Optional<String> text(ColumnType type) {
        var length = Math.min(TEXT_LENGTH, type.length().orElse(1));
        return length == 0 ? Optional.empty() : Optional.of("'" + TEXT.substring(0, length + 1) + "'");
    }

    private static Optional<String> decimal(ColumnType type) {
        var scale = type.scale().orElse(0);
        var digits = "9".repeat(type.length().orElse(10) - scale);
        var number = (digits.isEmpty() ? "0" : digits) + (scale == 0 ? "" : "." + "9".repeat(scale));
        return Optional.of(type.isUnsigned() ? number : "-" + number);
    }
}
