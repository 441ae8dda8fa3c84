package dev.bellows.mysql.catalog;

import dev.bellows.schema.InboundKey;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the foreign keys that point at a table, from any database where the role may see them. */
final class InboundKeyQueries {
    private static final String CHILDREN = """
            SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE
            WHERE REFERENCED_TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME = ?""";

    private final Session session;
    private final Map<String, Access> access;

    InboundKeyQueries(Session session, Map<String, Access> access) {
        this.session = session;
        this.access = access;
    }

    /** Sorted by table and name. */
    List<InboundKey> keys(TableName table) throws SQLException {
        var keys = new ArrayList<InboundKey>();
        var children = session.list(
                CHILDREN, row -> new TableName(row.getString(1), row.getString(2)), table.schema(), table.name());
        for (var child : children) {
            keys.addAll(keys(child, table));
        }
        keys.sort(Comparator.comparing((InboundKey key) -> key.child().table())
                .thenComparing(key -> key.key().name()));
        return keys;
    }

    private List<InboundKey> keys(TableName child, TableName table) throws SQLException {
        var definition = CreateTable.read(session, child);
        var kind = definition.options().contains("PARTITION BY") ? TableKind.PARTITIONED : TableKind.ORDINARY;
        var known = new InboundKey.Child(child, kind, access.getOrDefault(child.schema(), Access.FULL));
        return definition.constraints(child.schema()).stream()
                .filter(key -> key.references().filter(table::equals).isPresent())
                .map(key -> new InboundKey(known, key, ConstraintText.referencedColumns(Words.of(key.definition()))))
                .toList();
    }
}
