package dev.bellows.schema;

import java.util.Comparator;

/** Which expression of a migration: what the column is set to, going up (new from old) or down (old from new). */
public record ExpressionKey(TableName table, String column, Direction direction) implements Comparable<ExpressionKey> {

    /** UP: new shape from old; DOWN: old from new; DEFAULT: the default of a new column. */
    public enum Direction {
        UP,
        DOWN,
        DEFAULT
    }

    @Override
    public int compareTo(ExpressionKey other) {
        return Comparator.comparing(ExpressionKey::table)
                .thenComparing(ExpressionKey::column)
                .thenComparing(ExpressionKey::direction)
                .compare(this, other);
    }
}
