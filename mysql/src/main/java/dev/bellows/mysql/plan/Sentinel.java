package dev.bellows.mysql.plan;

import java.util.Map;
import java.util.Optional;

/**
 * The value that a new column has in rows that nobody has filled, and where an INSERT leaves it out: the sync could not
 * tell these from what new code wrote, because these servers have no UPDATE OF and a trigger sees a default like any
 * other value (decision 17). It is a constant that applications do not write.
 *
 * @param type the type of the column that holds it
 * @param literal as a default, read in UTC
 * @param test whether a value is it, with {@code %s} for the value; the same in every time zone, and never NULL
 * @param again as a value that a trigger gives, in whatever time zone the session has
 */
record Sentinel(String type, String literal, String test, String again) {
    /** The control character SUB, and letters as far as the column takes them. */
    private static final String TEXT = "\\Zbellows";

    private static final int TEXT_LENGTH = 8;

    private static final String EQUALS = "%s <=> ";

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

    private static final Map<String, String> OTHERS =
            Map.of("date", "'1000-02-03'", "datetime", "'1000-02-03 04:05:06'", "time", "'-838:11:12'", "year", "1902");

    /** Two to the power of 120: a float and a double hold it exactly. */
    private static final String REAL = "1329227995784915872903807060280344576";

    /** Members that a SET can have. */
    private static final int MEMBERS = 64;

    private static final int BITS = 64;

    /**
     * In a column of just this type; empty where the type has no value to spare. MySQL gives a TEXT no constant default
     * (error 1101), and an expression makes ADD COLUMN copy the table (measured).
     */
    static Optional<Sentinel> of(String columnType) {
        var type = ColumnType.of(columnType);
        if (type.isLimited()) {
            return text(type).map(literal -> {
                var test = Same.condition("%s", literal.replace("%", "%%"), columnType);
                return new Sentinel(columnType, literal, test, literal);
            });
        }
        return switch (type.name()) {
            // the second 7 of 1970, which has another text in each time zone
            case "timestamp" ->
                Optional.of(new Sentinel(
                        columnType, "'1970-01-01 00:00:07'", "UNIX_TIMESTAMP(%s) <=> 7", "FROM_UNIXTIME(7)"));
            case "decimal" -> Optional.of(plain(columnType, decimal(type)));
            case "float", "double" ->
                type.arguments().isEmpty()
                        ? Optional.of(plain(columnType, type.isUnsigned() ? REAL : "-" + REAL))
                        : Optional.empty();
            default ->
                Optional.ofNullable((type.isUnsigned() ? UNSIGNED : SIGNED).get(type.name()))
                        .or(() -> Optional.ofNullable(OTHERS.get(type.name())))
                        .map(literal -> plain(columnType, literal));
        };
    }

    /** In a column that takes every value of this type, and may take one more. */
    static Optional<Sentinel> beside(String columnType) {
        var type = ColumnType.of(columnType);
        return switch (type.name()) {
            case "enum" -> Optional.of(member(type));
            case "set" -> type.members() < MEMBERS ? Optional.of(member(type)) : Optional.empty();
            case "bit" ->
                type.length().orElse(1) < BITS ? Optional.of(bit(type.length().orElse(1))) : Optional.empty();
            default -> of(columnType);
        };
    }

    String isIn(String value) {
        return test.formatted(value);
    }

    private static Sentinel plain(String type, String literal) {
        return new Sentinel(type, literal, EQUALS + literal, literal);
    }

    private static Sentinel member(ColumnType type) {
        var literal = "'" + TEXT + "'";
        return plain("%s(%s,%s)%s".formatted(type.name(), type.arguments(), literal, type.rest()), literal);
    }

    private static Sentinel bit(int length) {
        var value = "b'1%s'".formatted("0".repeat(length));
        return new Sentinel("bit(%d)".formatted(length + 1), value, "%s + 0 <=> " + value + " + 0", value);
    }

    private static Optional<String> text(ColumnType type) {
        if (type.isWide()) {
            return Optional.empty();
        }
        var length = Math.min(TEXT_LENGTH, type.length().orElse(1));
        var padding = type.name().equals("binary") ? "\\0".repeat(type.length().orElse(1) - length) : "";
        return length == 0 ? Optional.empty() : Optional.of("'" + TEXT.substring(0, length + 1) + padding + "'");
    }

    private static String decimal(ColumnType type) {
        var scale = type.scale().orElse(0);
        var digits = "9".repeat(type.length().orElse(10) - scale);
        var number = (digits.isEmpty() ? "0" : digits) + (scale == 0 ? "" : "." + "9".repeat(scale));
        return type.isUnsigned() ? number : "-" + number;
    }
}
