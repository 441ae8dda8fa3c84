package dev.bellows.mysql.plan;

import dev.bellows.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which values a type change would lose. Other tools let the server truncate and round them (gh-ost study); here they are
 * found, with their keys, before anything is changed.
 */
final class Losses {
    private record Range(String least, String most) {}

    private static final Map<String, Range> SIGNED = Map.of(
            "tinyint", new Range("-128", "127"),
            "smallint", new Range("-32768", "32767"),
            "mediumint", new Range("-8388608", "8388607"),
            "int", new Range("-2147483648", "2147483647"),
            "bigint", new Range("-9223372036854775808", "9223372036854775807"));
    private static final Map<String, Range> UNSIGNED = Map.of(
            "tinyint", new Range("0", "255"),
            "smallint", new Range("0", "65535"),
            "mediumint", new Range("0", "16777215"),
            "int", new Range("0", "4294967295"),
            "bigint", new Range("0", "18446744073709551615"));

    private Losses() {}

    /**
     * The condition for a value that does not survive; empty where none can be lost, or where only the conversion itself
     * can tell (then the row is left out by the fill, and closes the gate of parity).
     */
    static Optional<String> condition(String value, Column from, Column to) {
        var before = ColumnType.of(from.type());
        var after = ColumnType.of(to.type());
        var conditions = new ArrayList<String>();
        var name = after.name().equals("integer") ? "int" : after.name();
        var range = (after.isUnsigned() ? UNSIGNED : SIGNED).get(name);
        if (range != null) {
            conditions.addAll(integer(value, before, range));
        } else if (after.isLimitedText()) {
            conditions.addAll(text(value, after));
        } else if (name.equals("decimal") || name.equals("numeric")) {
            var arguments = after.arguments().isEmpty() ? "10" : after.arguments();
            conditions.add("CAST(%s AS DECIMAL(%s)) <> %s".formatted(value, arguments, value));
        } else if (name.equals("date") && before.name().matches("datetime|timestamp")) {
            conditions.add("CAST(%s AS DATE) <> %s".formatted(value, value));
        } else if (name.equals("enum")) {
            conditions.add("CAST(%s AS CHAR) NOT IN (%s)".formatted(value, after.arguments()));
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", conditions));
    }

    private static List<String> integer(String value, ColumnType before, Range range) {
        var conditions = new ArrayList<String>();
        if (before.isText()) {
            conditions.add("%s NOT REGEXP '^-?[0-9]+$'".formatted(value));
        } else {
            conditions.add("%1$s <> ROUND(%1$s)".formatted(value));
        }
        var number = before.isText() ? "CAST(%s AS DECIMAL(65))".formatted(value) : value;
        conditions.add("%s NOT BETWEEN %s AND %s".formatted(number, range.least(), range.most()));
        return conditions;
    }

    private static List<String> text(String value, ColumnType after) {
        var conditions = new ArrayList<String>();
        after.length()
                .ifPresent(length -> conditions.add("CHAR_LENGTH(CAST(%s AS CHAR)) > %d".formatted(value, length)));
        after.characterSet()
                .ifPresent(set -> conditions.add(
                        "CAST(CONVERT(CONVERT(%1$s USING %2$s) USING utf8mb4) AS BINARY) <> CAST(CONVERT(%1$s USING utf8mb4) AS BINARY)"
                                .formatted(value, set)));
        return conditions;
    }
}
