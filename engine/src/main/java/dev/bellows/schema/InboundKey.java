package dev.bellows.schema;

import java.util.List;

/**
 * A foreign key of some table that points at this one.
 *
 * @param child the table that has it; this very table where it refers to itself
 * @param key the constraint
 * @param columns of this table that it points at, in key order
 */
public record InboundKey(Child child, Constraint key, List<String> columns) {
    public InboundKey {
        columns = List.copyOf(columns);
    }

    /** What is known of the table that has the key. */
    public record Child(TableName table, Table.TableKind kind, Table.Access access) {}
}
