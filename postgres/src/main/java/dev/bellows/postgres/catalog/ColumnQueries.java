package dev.bellows.postgres.catalog;

import dev.bellows.schema.Column;
import dev.bellows.schema.Column.ColumnDefault;
import dev.bellows.schema.Column.ColumnGrant;
import dev.bellows.schema.Column.ColumnKind;
import dev.bellows.schema.Column.ColumnTraits;
import dev.bellows.schema.Column.Domain;
import dev.bellows.schema.Column.Grantable;
import dev.bellows.schema.Column.Nullability;
import dev.bellows.schema.Column.Origin;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads columns. */
final class ColumnQueries {
    /** A NOT NULL that is not yet valid (18) counts as none: rows may still violate it. */
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                   CASE WHEN a.attcollation NOT IN (0, t.typcollation)
                        THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END,
                   a.attnotnull AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = a.attrelid
                        AND k.contype = 'n' AND NOT k.convalidated AND k.conkey = ARRAY[a.attnum]),
                   a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
                   col_description(a.attrelid, a.attnum), nullif(a.attstattarget, -1), a.attoptions,
                   pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname),
                   a.attnum,
                   CASE WHEN t.typtype = 'd' THEN (
                       WITH RECURSIVE domain AS (
                         SELECT t.typbasetype AS base, t.typtypmod AS modifier
                         UNION ALL SELECT y.typbasetype, y.typtypmod FROM domain JOIN pg_type y ON y.oid = domain.base
                         WHERE y.typtype = 'd')
                       SELECT format_type(domain.base, domain.modifier) FROM domain JOIN pg_type y ON y.oid = domain.base
                       WHERE y.typtype <> 'd') END,
                   (SELECT quote_ident(n.nspname) || '.' || quote_ident(o.collname)
                    FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
                    WHERE t.typtype = 'd' AND o.oid = t.typcollation AND o.collname <> 'default'),
                   a.attinhcount > 0
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation co ON co.oid = a.attcollation
            LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    private static final String GRANTS = """
            SELECT x.privilege_type,
                   CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                   x.is_grantable
            FROM pg_attribute a, aclexplode(a.attacl) x
            WHERE a.attrelid = ?::oid AND a.attnum = ?
            ORDER BY 2, 1""";

    private final Session session;

    ColumnQueries(Session session) {
        this.session = session;
    }

    private record Row(Column column, int number) {}

    List<Column> columns(long table) throws SQLException {
        var columns = new ArrayList<Column>();
        for (var row : session.list(COLUMNS, ColumnQueries::row, table)) {
            columns.add(complete(row.column(), grants(table, row.number())));
        }
        return columns;
    }

    private static Row row(ResultSet row) throws SQLException {
        var kind = kind(row.getString(5), row.getString(6));
        var collation = Optional.ofNullable(row.getString(14));
        var traits = new ColumnTraits(
                Optional.ofNullable(row.getString(8)),
                Optional.ofNullable((Number) row.getObject(9)).map(Number::intValue),
                Session.strings(row, 10),
                List.of(),
                Optional.ofNullable(row.getString(11)),
                Optional.ofNullable(row.getString(13)).map(base -> new Domain(base, collation)),
                row.getBoolean(15) ? Origin.INHERITED : Origin.OWN);
        var value = kind == ColumnKind.GENERATED ? Optional.<String>empty() : Optional.ofNullable(row.getString(7));
        return new Row(
                new Column(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(row.getString(3)),
                        row.getBoolean(4) ? Nullability.NOT_NULL : Nullability.NULLABLE,
                        value.map(sql -> new ColumnDefault(sql, Column.Volatility.VOLATILE)),
                        kind,
                        traits),
                row.getInt(12));
    }

    private static ColumnKind kind(String identity, String generated) {
        return switch (identity + generated) {
            case "a" -> ColumnKind.IDENTITY_ALWAYS;
            case "d" -> ColumnKind.IDENTITY_BY_DEFAULT;
            case "" -> ColumnKind.PLAIN;
            default -> generated.isEmpty() ? ColumnKind.PLAIN : ColumnKind.GENERATED;
        };
    }

    private List<ColumnGrant> grants(long table, int number) throws SQLException {
        return session.list(
                GRANTS,
                row -> new ColumnGrant(
                        row.getString(1), row.getString(2), row.getBoolean(3) ? Grantable.YES : Grantable.NO),
                table,
                number);
    }

    private Column complete(Column column, List<ColumnGrant> grants) throws SQLException {
        Optional<ColumnDefault> value = Optional.empty();
        if (column.defaultValue().isPresent()) {
            var sql = column.defaultValue().get().sql();
            value = Optional.of(new ColumnDefault(sql, VolatilityTrial.ofDefault(session, sql, column.type())));
        }
        var traits = column.traits();
        return new Column(
                column.name(),
                column.type(),
                column.collation(),
                column.nullability(),
                value,
                column.kind(),
                new ColumnTraits(
                        traits.comment(),
                        traits.statisticsTarget(),
                        traits.options(),
                        grants,
                        traits.ownedSequence(),
                        traits.domain(),
                        traits.origin()));
    }
}
