package dev.bellows.schema;

import java.util.Comparator;
import java.util.Objects;

/** A table by schema and name, unquoted, exactly as the server stores them. Ordered by schema, then name. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    public TableName {
        Objects.requireNonNull(schema, "schema");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("table name is empty");
        }
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    /** For messages only; SQL text gets its quoted form from a dialect. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
