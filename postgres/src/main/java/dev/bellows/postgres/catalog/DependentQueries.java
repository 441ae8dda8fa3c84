package dev.bellows.postgres.catalog;

import dev.bellows.schema.Dependent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what refers to columns of a table and is not its own index, constraint or trigger. */
final class DependentQueries {
    /** A self-reference counts as inbound too, for the columns that it points at. */
    private static final String FOREIGN_KEYS = """
            SELECT 'INBOUND_FOREIGN_KEY',
                   CASE WHEN n.nspname = 'public' THEN '' ELSE quote_ident(n.nspname) || '.' END
                   || quote_ident(c.relname) || '.' || quote_ident(k.conname), a.attname
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)
            WHERE k.contype = 'f' AND k.confrelid = ?::oid""";

    /** A column in an expression of the key depends on its own table: the server turns that dependency round. */
    private static final String PARTITION_KEYS = """
            SELECT 'PARTITION_KEY', 'partition key of ' || p.partrelid::regclass::text, a.attname
            FROM pg_partitioned_table p
            JOIN pg_attribute a ON a.attrelid = p.partrelid AND (a.attnum = ANY (p.partattrs::smallint[])
                 OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                    AND d.objid = p.partrelid AND d.objsubid = a.attnum AND d.refclassid = 'pg_class'::regclass
                    AND d.refobjid = p.partrelid AND d.refobjsubid = 0))
            WHERE p.partrelid = ?::oid AND a.attnum > 0""";

    private static final String REFERENCES = """
            SELECT DISTINCT
                   CASE WHEN r.oid IS NOT NULL THEN CASE WHEN v.relkind IN ('v', 'm') AND r.rulename = '_RETURN'
                             THEN 'VIEW' WHEN r.ev_class = d.refobjid AND r.ev_type IN ('2', '3')
                             THEN 'WRITE_RULE' ELSE 'RULE' END
                        WHEN d.classid = 'pg_policy'::regclass THEN 'POLICY'
                        WHEN d.classid = 'pg_attrdef'::regclass OR (d.objid = d.refobjid AND d.objsubid > 0)
                             THEN 'GENERATED_COLUMN'
                        WHEN d.classid = 'pg_publication_rel'::regclass THEN 'PUBLICATION'
                        WHEN d.classid = 'pg_statistic_ext'::regclass THEN 'EXTENDED_STATISTICS'
                        WHEN d.classid = 'pg_proc'::regclass THEN 'FUNCTION'
                        ELSE 'OTHER' END,
                   CASE WHEN r.oid IS NOT NULL AND v.relkind IN ('v', 'm') AND r.rulename = '_RETURN'
                        THEN CASE v.relkind WHEN 'v' THEN 'view ' ELSE 'materialized view ' END
                             || quote_ident(vn.nspname) || '.' || quote_ident(v.relname)
                        WHEN g.attname IS NOT NULL THEN 'generated column ' || quote_ident(g.attname)
                        ELSE pg_describe_object(d.classid, d.objid, d.objsubid) END,
                   a.attname
            FROM pg_depend d
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
            LEFT JOIN pg_class v ON v.oid = r.ev_class
            LEFT JOIN pg_namespace vn ON vn.oid = v.relnamespace
            LEFT JOIN pg_attrdef ad ON d.classid = 'pg_attrdef'::regclass AND ad.oid = d.objid
            LEFT JOIN pg_attribute g ON g.attrelid = d.refobjid AND g.attnum = CASE
                 WHEN ad.oid IS NOT NULL THEN ad.adnum
                 WHEN d.classid = 'pg_class'::regclass AND d.objid = d.refobjid THEN nullif(d.objsubid, 0) END
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ?::oid AND d.refobjsubid > 0
              AND d.classid NOT IN ('pg_constraint'::regclass, 'pg_trigger'::regclass)
              AND NOT (ad.oid IS NOT NULL AND ad.adrelid = d.refobjid AND ad.adnum = d.refobjsubid)
              AND NOT (d.classid = 'pg_class'::regclass AND d.objid = d.refobjid AND d.objsubid IN (0, d.refobjsubid))
              AND NOT (d.classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class o
                       WHERE o.oid = d.objid AND o.relkind IN ('i', 'I', 'S')))""";

    /** A body that is text is looked at by nobody before it runs. */
    private static final String FUNCTION_TEXTS = """
            SELECT 'FUNCTION_TEXT', quote_ident(n.nspname) || '.' || quote_ident(p.proname)
                   || '(' || oidvectortypes(p.proargtypes) || ')', a.attname
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_proc p ON strpos(lower(p.prosrc), lower(c.relname)) > 0
                 AND strpos(lower(p.prosrc), lower(a.attname)) > 0
            JOIN pg_namespace n ON n.oid = p.pronamespace
            JOIN pg_language l ON l.oid = p.prolang
            WHERE c.oid = ?::oid AND l.lanname NOT IN ('c', 'internal')
              AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'bellows')
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                  AND d.deptype = 'e')
              AND p.prosrc ~* ('\\m' || regexp_replace(c.relname, '(\\W)', '\\\\\\1', 'g') || '\\M')
              AND p.prosrc ~* ('\\m' || regexp_replace(a.attname, '(\\W)', '\\\\\\1', 'g') || '\\M')""";

    private final Session session;

    DependentQueries(Session session) {
        this.session = session;
    }

    List<Dependent> dependents(long table) throws SQLException {
        var found = new ArrayList<Dependent>();
        for (var query : List.of(FOREIGN_KEYS, PARTITION_KEYS, REFERENCES, FUNCTION_TEXTS)) {
            found.addAll(session.list(
                    query,
                    row -> new Dependent(Dependent.Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3)),
                    table));
        }
        return found.stream()
                .sorted(Comparator.comparing(Dependent::kind)
                        .thenComparing(Dependent::name)
                        .thenComparing(Dependent::column))
                .distinct()
                .toList();
    }
}
