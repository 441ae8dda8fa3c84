package dev.bellows.mysql.catalog;

import dev.bellows.mysql.catalog.TargetTable.Values;
import java.sql.Types;
import java.util.List;
import java.util.Set;

/**
 * Whether a column takes every value that an expression can have. What it does not know it denies. Dates are among that:
 * a column may hold zero dates, which no strict session can store again.
 */
final class Fit {
    private static final Set<Integer> TEXT = Set.of(Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR);
    private static final List<Integer> INTEGERS =
            List.of(Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
    private static final Set<Integer> AS_TEXT =
            Set.of(Types.DECIMAL, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TINYINT, Types.SMALLINT);

    private Fit() {}

    static boolean holds(Values value, Values target) {
        if (TEXT.contains(target.type())) {
            return text(value, target);
        }
        if (INTEGERS.contains(target.type())) {
            return integer(value) && integers(value, target);
        }
        if (target.type() == Types.DECIMAL) {
            return decimal(value, target);
        }
        return target.type() == Types.DOUBLE
                && (integer(value) || value.type() == Types.DOUBLE || value.type() == Types.REAL);
    }

    private static boolean integer(Values value) {
        return INTEGERS.contains(value.type());
    }

    private static boolean text(Values value, Values target) {
        if (TEXT.contains(value.type())) {
            return value.precision() <= target.precision();
        }
        return (integer(value) || AS_TEXT.contains(value.type())) && value.width() <= target.precision();
    }

    private static boolean integers(Values value, Values target) {
        var wider = INTEGERS.indexOf(value.type()) < INTEGERS.indexOf(target.type());
        var same = value.type() == target.type();
        return value.sign() == target.sign() ? wider || same : wider && value.sign() == Values.Sign.UNSIGNED;
    }

    private static boolean decimal(Values value, Values target) {
        var fitsSign = value.sign() == target.sign() || target.sign() == Values.Sign.SIGNED;
        var digits = target.precision() - target.scale();
        return fitsSign
                && (integer(value)
                        ? value.width() <= digits
                        : value.type() == Types.DECIMAL && value.precision() - value.scale() <= digits);
    }
}
