package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.TargetTable.Seen;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The old value of a retyped column from its new one, where it can be told without asking: never an error, and NULL where
 * the old type cannot hold the new value.
 */
final class InferredDown {
    private static final Pattern TEXT = Pattern.compile("(?:var)?char\\((\\d+)\\)");
    private static final Pattern INTEGER = Pattern.compile("(tiny|small|medium||big)int(?:\\(\\d+\\))?( unsigned)?");
    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),(\\d+)\\)");
    private static final List<String> SIZES = List.of("tiny", "small", "medium", "", "big");
    private static final List<Integer> BITS = List.of(8, 16, 24, 32, 64);

    private InferredDown() {}

    /** The expression over the column (as SQL), from and to types as the server writes them. */
    static Optional<String> expression(String column, Seen from, Seen to) {
        if (from.equals(to)) {
            return Optional.of(column);
        }
        var text = TEXT.matcher(to.type());
        if (text.matches() || to.type().endsWith("text")) {
            return text(column, from, to, text.matches() ? Optional.of(text.group(1)) : Optional.empty());
        }
        if (INTEGER.matcher(to.type()).matches()) {
            return integer(column, from.type(), to.type());
        }
        if (DECIMAL.matcher(to.type()).matches()) {
            return decimal(column, from.type(), to.type());
        }
        return to.type().equals("double") && from.type().equals("float") ? Optional.of(column) : Optional.empty();
    }

    /** Another character set might not have a character of the new value. */
    private static Optional<String> text(String column, Seen from, Seen to, Optional<String> length) {
        var isText = TEXT.matcher(from.type()).matches() || from.type().endsWith("text");
        var keepsCharacters =
                to.characterSet().equals("utf8mb4") || from.characterSet().equals(to.characterSet());
        if (isText && !keepsCharacters) {
            return Optional.empty();
        }
        if (!isText && !isNumber(from.type())) {
            return Optional.empty();
        }
        var value = isText ? column : "cast(%s as char)".formatted(column);
        if (length.isEmpty()) {
            return to.type().equals("longtext") || from.type().equals(to.type()) || !isText
                    ? Optional.of(value)
                    : Optional.empty();
        }
        return Optional.of("CASE WHEN char_length(%1$s) <= %2$s THEN %1$s END".formatted(value, length.get()));
    }

    private static boolean isNumber(String type) {
        return INTEGER.matcher(type).matches() || DECIMAL.matcher(type).matches();
    }

    private static Optional<String> integer(String column, String from, String to) {
        if (!isNumber(from)) {
            return Optional.empty();
        }
        var whole = INTEGER.matcher(from).matches();
        var least = least(to);
        var most = most(to);
        if (whole && least(from).compareTo(least) >= 0 && most(from).compareTo(most) <= 0) {
            return Optional.of(column);
        }
        return Optional.of("CASE WHEN %1$s >= %2$s AND %1$s <= %3$s%4$s THEN %1$s END"
                .formatted(column, least, most, whole ? "" : " AND %1$s = truncate(%1$s, 0)".formatted(column)));
    }

    private static BigInteger least(String type) {
        return type.endsWith("unsigned")
                ? BigInteger.ZERO
                : BigInteger.TWO.pow(bits(type) - 1).negate();
    }

    private static BigInteger most(String type) {
        return BigInteger.TWO
                .pow(type.endsWith("unsigned") ? bits(type) : bits(type) - 1)
                .subtract(BigInteger.ONE);
    }

    private static int bits(String type) {
        var integer = INTEGER.matcher(type.toLowerCase(Locale.ROOT));
        if (!integer.matches()) {
            throw new IllegalArgumentException(type);
        }
        return BITS.get(SIZES.indexOf(integer.group(1)));
    }

    private static Optional<String> decimal(String column, String from, String to) {
        var modifier = DECIMAL.matcher(to);
        if (!isNumber(from) || !modifier.matches()) {
            return Optional.empty();
        }
        var scale = Integer.parseInt(modifier.group(2));
        var limit = BigDecimal.ONE
                .scaleByPowerOfTen(Integer.parseInt(modifier.group(1)) - scale)
                .toPlainString();
        return Optional.of("CASE WHEN abs(%1$s) < %2$s AND %1$s = round(%1$s, %3$d) THEN %1$s END"
                .formatted(column, limit, scale));
    }
}
