-- Queries of CatalogSnapshot, each after a line with its name; "since" names the first major version that knows it.
-- Macros: @shown(schema)@ not hidden, @own(catalogue, oid)@ no member of an extension, @acl(kind, acl, owner)@ grants.

-- query: tables and views
SELECT format('%s %s | %s', CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' END,
    c.oid::regclass, concat_ws(' ',
    'owner ' || pg_get_userbyid(c.relowner), 'persistence ' || c.relpersistence::text,
    'access method ' || (SELECT amname FROM pg_am WHERE oid = c.relam),
    'tablespace ' || (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace),
    'options ' || (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(c.reloptions) o),
    'toast options ' || (SELECT string_agg(o, ',' ORDER BY o) FROM pg_class t, unnest(t.reloptions) o
        WHERE t.oid = c.reltoastrelid),
    'replica identity ' || c.relreplident::text,
    CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'row security forced' END,
    'of ' || nullif(c.reloftype, 0)::regtype, 'partition by ' || pg_get_partkeydef(c.oid),
    'partition ' || pg_get_expr(c.relpartbound, c.oid),
    CASE WHEN c.relkind IN ('v', 'm') THEN 'as ' || pg_get_viewdef(c.oid) END))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND @shown(n.nspname)@ AND @own(pg_class, c.oid)@

-- query: privileges on relations
SELECT format('privileges on %s | %s', c.oid::regclass,
    @acl((CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char", c.relacl, c.relowner)@)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND @shown(n.nspname)@ AND @own(pg_class, c.oid)@

-- query: columns
SELECT format('column %s.%I | %s', c.oid::regclass, a.attname, concat_ws(' ',
    format_type(a.atttypid, a.atttypmod),
    'collate ' || nullif(nullif(a.attcollation, t.typcollation), 0)::regcollation,
    CASE WHEN a.attnotnull THEN 'not null' END,
    CASE a.attgenerated WHEN '' THEN 'default ' WHEN 's' THEN 'generated stored ' ELSE 'generated virtual ' END
        || pg_get_expr(d.adbin, d.adrelid),
    'identity ' || nullif(a.attidentity::text, ''), 'storage ' || a.attstorage::text,
    'compression ' || nullif(to_jsonb(a) ->> 'attcompression', ''),
    'statistics ' || nullif(a.attstattarget, -1),
    'options ' || (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(a.attoptions) o),
    'foreign options ' || (SELECT string_agg(o, ',' ORDER BY o) FROM unnest(a.attfdwoptions) o),
    CASE WHEN c.relkind = 'c' THEN 'at ' || a.attnum END,
    CASE WHEN a.attinhcount > 0 THEN 'inherited ' || a.attinhcount || CASE WHEN a.attislocal THEN ' local' ELSE '' END END,
    'privileges ' || (SELECT string_agg(format('%s=%s%s by %s', CASE x.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_get_userbyid(x.grantee) END, x.privilege_type, CASE WHEN x.is_grantable THEN '*' END,
        pg_get_userbyid(x.grantor)), ', ' ORDER BY x.grantee::text, x.privilege_type, x.grantor::text)
        FROM aclexplode(a.attacl) x)))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND @shown(n.nspname)@
    AND @own(pg_class, c.oid)@

-- query: inheritance
SELECT format('inheritance %s | %s. parent %s', i.inhrelid::regclass, i.inhseqno, i.inhparent::regclass)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE @shown(n.nspname)@

-- query: constraints
-- Those that a partition has from a foreign key of its parent are left out: they have no life of their own.
SELECT format('constraint %I on %s | %s', k.conname, coalesce(nullif(k.conrelid, 0)::regclass::text,
    nullif(k.contypid, 0)::regtype::text), concat_ws(' ', pg_get_constraintdef(k.oid),
    CASE WHEN k.convalidated THEN 'validated' ELSE 'not validated' END,
    CASE WHEN k.coninhcount > 0 THEN 'inherited ' || k.coninhcount || CASE WHEN k.conislocal THEN ' local' ELSE '' END END))
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
WHERE @shown(n.nspname)@ AND NOT (k.contype = 'f' AND k.conparentid <> 0) AND k.contype <> 't'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e' AND d.objid IN (nullif(k.conrelid, 0), nullif(k.contypid, 0)))

-- query: indexes
SELECT format('index %s | %s', i.indexrelid::regclass, concat_ws(' ', pg_get_indexdef(i.indexrelid),
    CASE WHEN i.indisprimary THEN 'primary' END, CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
    CASE WHEN i.indisclustered THEN 'clustered' END, CASE WHEN i.indisreplident THEN 'replica identity' END,
    CASE WHEN NOT i.indimmediate THEN 'deferrable' END,
    'tablespace ' || (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace),
    'statistics ' || (SELECT string_agg(a.attnum || ':' || a.attstattarget, ',' ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0)))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE @shown(n.nspname)@ AND @own(pg_class, t.oid)@

-- query: triggers
SELECT format('trigger %I on %s | %s enabled %s', t.tgname, t.tgrelid::regclass, pg_get_triggerdef(t.oid), t.tgenabled)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_trigger parent ON parent.oid = t.tgparentid
WHERE @shown(n.nspname)@ AND @own(pg_class, c.oid)@ AND ((t.tgparentid = 0 AND NOT t.tgisinternal)
    OR (t.tgparentid <> 0 AND t.tgenabled <> parent.tgenabled AND NOT parent.tgisinternal))

-- query: rules
SELECT format('rule %I on %s | %s enabled %s', r.rulename, r.ev_class::regclass, pg_get_ruledef(r.oid), r.ev_enabled)
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE @shown(n.nspname)@ AND @own(pg_class, c.oid)@ AND r.rulename <> '_RETURN'

-- query: policies
SELECT format('policy %I on %s | %s', p.polname, p.polrelid::regclass, concat_ws(' ',
    'for ' || p.polcmd::text, CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
    'to ' || (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END, ',' ORDER BY role::text)
        FROM unnest(p.polroles) role),
    'using ' || pg_get_expr(p.polqual, p.polrelid), 'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE @shown(n.nspname)@

-- query: sequences
SELECT format('sequence %s | %s', s.seqrelid::regclass, concat_ws(' ', format_type(s.seqtypid, NULL), 'start', s.seqstart,
    'increment', s.seqincrement, 'min', s.seqmin, 'max', s.seqmax, 'cache', s.seqcache,
    CASE WHEN s.seqcycle THEN 'cycle' END, 'owner', pg_get_userbyid(c.relowner), 'persistence', c.relpersistence,
    (SELECT format('owned by %s.%I (%s)', d.refobjid::regclass, a.attname, d.deptype) FROM pg_depend d
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i'))))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE @shown(n.nspname)@ AND @own(pg_class, c.oid)@

-- query: extended statistics
SELECT format('statistics %I.%I | %s', n.nspname, s.stxname, concat_ws(' ', pg_get_statisticsobjdef(s.oid),
    'owner ' || pg_get_userbyid(s.stxowner), 'target ' || nullif(s.stxstattarget, -1)))
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
WHERE @shown(n.nspname)@
