package dev.bellows.postgres.catalog;

import dev.bellows.schema.Constraint;
import dev.bellows.schema.InboundKey;
import dev.bellows.schema.Index;
import dev.bellows.schema.Index.Uniqueness;
import dev.bellows.schema.Index.Validity;
import dev.bellows.schema.Table.Access;
import dev.bellows.schema.Table.TableKind;
import dev.bellows.schema.TableName;
import dev.bellows.schema.Trigger;
import dev.bellows.schema.Trigger.UpdateFiring;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads indexes, constraints and triggers. */
final class ConstraintQueries {
    private static final int ROW = 1;
    private static final int BEFORE = 2;
    private static final int UPDATE = 16;

    private static final String INDEXES = """
            SELECT ic.relname, pg_get_indexdef(i.indexrelid),
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                         WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
                         AND (a.attnum = ANY (i.indkey::smallint[]) OR EXISTS (SELECT FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                              AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid
                              AND d.refobjsubid = a.attnum))
                         ORDER BY array_position(i.indkey::smallint[], a.attnum), a.attnum),
                   i.indisunique, k.conname, i.indisvalid AND i.indisready AND i.indislive,
                   (SELECT p.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent
                    WHERE h.inhrelid = i.indexrelid),
                   obj_description(i.indexrelid, 'pg_class'), i.indisreplident, i.indisclustered,
                   ARRAY(SELECT pg_get_indexdef(i.indexrelid, place, false)
                         FROM generate_series(1, i.indnkeyatts) place ORDER BY place),
                   ARRAY(SELECT format_type(a.atttypid, NULL) FROM pg_attribute a
                         WHERE a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts ORDER BY a.attnum),
                   pg_get_expr(i.indpred, i.indrelid),
                   coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
            FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
            LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
                 AND k.contype IN ('p', 'u', 'x')
            WHERE i.indrelid = ?::oid
            ORDER BY ic.relname COLLATE "C\"""";

    private static final String CONSTRAINTS = """
            SELECT k.conname, k.contype,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o),
                   pg_get_constraintdef(k.oid), fn.nspname, f.relname, k.convalidated,
                   obj_description(k.oid, 'pg_constraint')
            FROM pg_constraint k
            LEFT JOIN pg_class f ON f.oid = k.confrelid
            LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
            WHERE k.conrelid = ?::oid AND k.contype IN ('p', 'u', 'c', 'f', 'x')
            ORDER BY k.conname COLLATE "C\"""";

    private static final String INBOUND = """
            SELECT k.conname, k.contype,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o)
                         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o),
                   pg_get_constraintdef(k.oid), fn.nspname, f.relname, k.convalidated,
                   obj_description(k.oid, 'pg_constraint'),
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, o)
                         JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.o),
                   n.nspname, c.relname, c.relkind, c.relispartition, pg_has_role(c.relowner, 'USAGE')
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
            WHERE k.confrelid = ?::oid AND k.contype = 'f' AND k.conparentid = 0
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C\"""";

    private static final String TRIGGERS = """
            SELECT t.tgname, pg_get_triggerdef(t.oid), t.tgtype, t.tgenabled = 'D',
                   ARRAY(SELECT a.attname::text FROM unnest(t.tgattr::smallint[]) WITH ORDINALITY u(n, o)
                         JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.n ORDER BY u.o),
                   ARRAY(SELECT DISTINCT a.attname::text COLLATE "C" FROM pg_depend d
                         JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                         WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid
                         AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.tgrelid ORDER BY 1),
                   t.tgargs, CASE WHEN l.lanname IN ('c', 'internal') THEN '' ELSE coalesce(p.prosrc, '') END
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_language l ON l.oid = p.prolang
            WHERE t.tgrelid = ?::oid AND NOT t.tgisinternal AND t.tgname NOT LIKE '~bellows%'
            ORDER BY t.tgname COLLATE "C\"""";

    private final Session session;

    ConstraintQueries(Session session) {
        this.session = session;
    }

    List<Index> indexes(long table) throws SQLException {
        return session.list(
                INDEXES,
                row -> new Index(
                        row.getString(1),
                        row.getString(2),
                        Session.strings(row, 3),
                        key(row),
                        row.getBoolean(4) ? Uniqueness.UNIQUE : Uniqueness.PLAIN,
                        Optional.ofNullable(row.getString(5)),
                        Optional.ofNullable(row.getString(7)),
                        validity(row.getBoolean(6)),
                        new Index.Traits(Optional.ofNullable(row.getString(8)), marks(row))),
                table);
    }

    private static Index.Key key(ResultSet row) throws SQLException {
        var types = Session.strings(row, 12);
        var parts = new ArrayList<Index.Part>();
        for (var sql : Session.strings(row, 11)) {
            parts.add(new Index.Part(sql, types.get(parts.size())));
        }
        return new Index.Key(
                parts,
                Optional.ofNullable(row.getString(13)),
                row.getBoolean(14) ? Index.Nulls.EQUAL : Index.Nulls.DISTINCT);
    }

    private static List<Index.Mark> marks(ResultSet row) throws SQLException {
        var marks = new ArrayList<Index.Mark>();
        if (row.getBoolean(9)) {
            marks.add(Index.Mark.REPLICA_IDENTITY);
        }
        if (row.getBoolean(10)) {
            marks.add(Index.Mark.CLUSTERED);
        }
        return marks;
    }

    List<Constraint> constraints(long table) throws SQLException {
        return session.list(CONSTRAINTS, ConstraintQueries::constraint, table);
    }

    private static Constraint constraint(ResultSet row) throws SQLException {
        return new Constraint(
                row.getString(1),
                kind(row.getString(2)),
                Session.strings(row, 3),
                row.getString(4),
                referenced(row),
                validity(row.getBoolean(7)),
                Optional.ofNullable(row.getString(8)));
    }

    List<InboundKey> inboundKeys(long table) throws SQLException {
        return session.list(
                INBOUND, row -> new InboundKey(child(row), constraint(row), Session.strings(row, 9)), table);
    }

    /** Row-level security does not matter to a key: nothing of ours reads the rows of its table. */
    private static InboundKey.Child child(ResultSet row) throws SQLException {
        var kind = row.getString(12).equals("p")
                ? TableKind.PARTITIONED
                : row.getBoolean(13) ? TableKind.PARTITION : TableKind.ORDINARY;
        return new InboundKey.Child(
                new TableName(row.getString(10), row.getString(11)),
                kind,
                row.getBoolean(14) ? Access.FULL : Access.NOT_OWNER);
    }

    private static Optional<TableName> referenced(ResultSet row) throws SQLException {
        var name = row.getString(6);
        return name == null ? Optional.empty() : Optional.of(new TableName(row.getString(5), name));
    }

    private static Validity validity(boolean valid) {
        return valid ? Validity.VALID : Validity.INVALID;
    }

    private static Constraint.Kind kind(String type) {
        return switch (type) {
            case "p" -> Constraint.Kind.PRIMARY_KEY;
            case "u" -> Constraint.Kind.UNIQUE;
            case "f" -> Constraint.Kind.FOREIGN_KEY;
            case "x" -> Constraint.Kind.EXCLUSION;
            default -> Constraint.Kind.CHECK;
        };
    }

    List<Trigger> triggers(long table) throws SQLException {
        return session.list(
                TRIGGERS,
                row -> new Trigger(
                        row.getString(1),
                        row.getString(2),
                        firing(row.getInt(3), row.getBoolean(4)),
                        Session.strings(row, 5),
                        Session.strings(row, 6),
                        arguments(row),
                        row.getString(8)),
                table);
    }

    private static UpdateFiring firing(int type, boolean disabled) {
        if (disabled || (type & UPDATE) == 0) {
            return UpdateFiring.NEVER;
        }
        return (type & ROW) != 0 && (type & BEFORE) != 0 ? UpdateFiring.BEFORE_ROW : UpdateFiring.OTHERWISE;
    }

    /** Each argument ends with a zero byte. */
    private static List<String> arguments(ResultSet row) throws SQLException {
        var bytes = row.getBytes(7);
        var arguments = new ArrayList<String>();
        var start = 0;
        for (var at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                arguments.add(new String(bytes, start, at - start, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        return arguments;
    }
}
