package dev.bellows.postgres.plan;

import dev.bellows.schema.Column;
import java.util.Set;

/**
 * "Is it another value?" as SQL. IS DISTINCT FROM follows a type's own equality, which lets a change from 'A' to 'a'
 * pass unseen for citext or a nondeterministic collation, and does not exist for json; there the binary images are
 * compared (PostgreSQL manual 9.25.6). A domain and the type beneath it have no image in common, but the same text.
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
        if (column.traits().domain().isPresent()) {
            return "(%s)::text IS DISTINCT FROM (%s)::text".formatted(left, right);
        }
        return isExact(column)
                ? "%s IS DISTINCT FROM %s".formatted(left, right)
                : "ROW(%s)::record *<> ROW(%s)::record".formatted(left, right);
    }

    /** "Is there no value?" IS NULL says yes to a composite value as well whose fields are all NULL. */
    static String isNull(Column column, String value) {
        return isExact(column) ? value + " IS NULL" : value + " IS NOT DISTINCT FROM NULL";
    }

    /** "Is there a value?" IS NOT NULL says no to a composite value of which one field is NULL. */
    static String isNotNull(Column column, String value) {
        return isExact(column) ? value + " IS NOT NULL" : value + " IS DISTINCT FROM NULL";
    }

    private static boolean isExact(Column column) {
        if (column.collation().isPresent()) {
            return false;
        }
        var type = column.type();
        return EXACT.contains(type) || (type.startsWith("character varying") && !type.endsWith("]"));
    }
}
