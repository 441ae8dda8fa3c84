package dev.bellows.schema;

import java.util.Comparator;

/** A column that is to get another type. */
public record TypeChange(TableName table, String column, String type) implements Comparable<TypeChange> {
    @Override
    public int compareTo(TypeChange other) {
        return Comparator.comparing(TypeChange::table)
                .thenComparing(TypeChange::column)
                .thenComparing(TypeChange::type)
                .compare(this, other);
    }
}
