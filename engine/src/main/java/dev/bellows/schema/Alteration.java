package dev.bellows.schema;

import java.util.Comparator;

/**
 * An ALTER TABLE that a plan may contain.
 *
 * @param clauses what stands behind the name of the table, without the clauses that choose how it is done
 */
public record Alteration(TableName table, String clauses) implements Comparable<Alteration> {
    @Override
    public int compareTo(Alteration other) {
        return Comparator.comparing(Alteration::table)
                .thenComparing(Alteration::clauses)
                .compare(this, other);
    }
}
