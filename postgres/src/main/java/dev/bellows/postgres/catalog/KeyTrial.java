package dev.bellows.postgres.catalog;

import dev.bellows.migration.Migration;
import dev.bellows.migration.Operation.ChangeType;
import dev.bellows.migration.Problem;
import dev.bellows.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the server whether foreign keys still hold together when one of their columns changes its type. Until both sides
 * have changed, the new type of one side must go with the old type of the other.
 */
final class KeyTrial {
    private static final String KEYS = """
            SELECT k.conname, n.nspname, c.relname, own.attname, format_type(own.atttypid, own.atttypmod),
                   fn.nspname, f.relname, other.attname, format_type(other.atttypid, other.atttypmod)
            FROM pg_constraint k CROSS JOIN unnest(k.conkey, k.confkey) AS pair (own, other)
            JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
            JOIN pg_attribute own ON own.attrelid = c.oid AND own.attnum = pair.own
            JOIN pg_attribute other ON other.attrelid = f.oid AND other.attnum = pair.other
            WHERE k.contype = 'f' AND k.conparentid = 0
              AND ((n.nspname = ? AND c.relname = ? AND own.attname = ?)
                OR (fn.nspname = ? AND f.relname = ? AND other.attname = ?))
            ORDER BY k.conname COLLATE "C", n.nspname COLLATE "C", c.relname COLLATE "C\"""";

    private final Session session;
    private final Migration migration;

    KeyTrial(Session session, Migration migration) {
        this.session = session;
        this.migration = migration;
    }

    private record End(TableName table, String column, String type) {}

    private record Key(String name, End own, End other) {}

    /** One for each key that stands in the way of the change. */
    List<Problem> problems(ChangeType change, String column) throws SQLException {
        var schema = change.table().schema();
        var table = change.table().name();
        var keys = session.list(
                KEYS,
                row -> new Key(
                        row.getString(1),
                        new End(new TableName(row.getString(2), row.getString(3)), row.getString(4), row.getString(5)),
                        new End(new TableName(row.getString(6), row.getString(7)), row.getString(8), row.getString(9))),
                schema,
                table,
                column,
                schema,
                table,
                column);
        var problems = new ArrayList<Problem>();
        for (var key : keys) {
            for (var own : types(key.own())) {
                for (var other : types(key.other())) {
                    var isOld = own.equals(key.own().type())
                            && other.equals(key.other().type());
                    if (!isOld && problems.isEmpty() && !canRefer(own, other)) {
                        problems.add(problem(change, key, own, other));
                    }
                }
            }
        }
        return problems;
    }

    private static Problem problem(ChangeType change, Key key, String own, String other) {
        return Problem.at(
                change.position(),
                "wrong-type",
                "foreign key %s of %s: %s %s cannot refer to %s %s of %s"
                        .formatted(
                                key.name(),
                                key.own().table(),
                                key.own().column(),
                                own,
                                key.other().column(),
                                other,
                                key.other().table()),
                "Drop the foreign key first, and make it again when both sides have changed.");
    }

    /** The type today, and the one that the file gives it. */
    private List<String> types(End end) {
        var types = new ArrayList<>(List.of(end.type()));
        migration.operations().stream()
                .filter(operation -> operation instanceof ChangeType change
                        && change.table().equals(end.table())
                        && change.column().equals(end.column()))
                .map(operation -> ((ChangeType) operation).type())
                .forEach(types::add);
        return types;
    }

    private boolean canRefer(String own, String other) throws SQLException {
        return session.rolledBack(() -> {
            try {
                session.withOrdinaryNames();
                session.run("CREATE TEMPORARY TABLE bellows_parent (c %s PRIMARY KEY)".formatted(other));
                session.run(
                        "CREATE TEMPORARY TABLE bellows_child (c %s REFERENCES pg_temp.bellows_parent)".formatted(own));
                return true;
            } catch (SQLException e) {
                if (!Session.isRefusal(e)) {
                    throw e;
                }
                return false;
            }
        });
    }
}
