package dev.bellows.postgres.plan;

import dev.bellows.schema.Column;
import java.util.Set;

/**
 * "Is it another value?" as SQL. IS DISTINCT FROM follows a type's own equality, which lets a change from 'A' to 'a'
 * pass unseen for citext or a nondeterministic collation, and does not exist for json; there the binary images are
 * compared (PostgreSQL manual 9.25.6).
 */
final class Difference {
    private static final Set<String> EXACT = Set.of(
            "smallint",
            "integer",
            "bigint",
            "boolean",
            "text",
            "uuid",
            "date",
            "bytea",
            "timestamp without time zone",
            "timestamp with time zone");

    private Difference() {}

    static String between(Column column, String left, String right) {
        return isExact(column)
                ? "%s IS DISTINCT FROM %s".formatted(left, right)
                : "ROW(%s)::record *<> ROW(%s)::record".formatted(left, right);
    }

    private static boolean isExact(Column column) {
        if (column.collation().isPresent()) {
            return false;
        }
        var type = column.type();
        return EXACT.contains(type) || (type.startsWith("character varying") && !type.endsWith("]"));
    }
}
