package dev.bellows.schema;

import java.util.List;

/**
 * A foreign key of some table that points at this one.
 *
 * @param child the table that has it; this very table where it refers to itself
 * @param name of the constraint, unquoted
 * @param columns of this table that it points at
 * @param definition the server's text of it, without the name
 * @param validity whether all rows are known to satisfy it
 */
public record InboundKey(
        TableName child, String name, List<String> columns, String definition, Index.Validity validity) {
    public InboundKey {
        columns = List.copyOf(columns);
    }
}
