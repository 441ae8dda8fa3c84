-- The rest of the queries of CatalogSnapshot: what is not a relation.

-- query: schemas
SELECT format('schema %I | owner %s privileges %s', n.nspname, pg_get_userbyid(n.nspowner),
    @acl('n'::"char", n.nspacl, n.nspowner)@)
FROM pg_namespace n WHERE @shown(n.nspname)@ AND @own(pg_namespace, n.oid)@

-- query: functions
SELECT format('routine %s | owner %s privileges %s as %s', p.oid::regprocedure, pg_get_userbyid(p.proowner),
    @acl('f'::"char", p.proacl, p.proowner)@,
    CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE (
        SELECT concat_ws(' ', 'aggregate', pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), a.aggkind,
            a.aggnumdirectargs, a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
            a.aggminvtransfn, a.aggmfinalfn, a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify, a.aggmfinalmodify,
            a.aggsortop::regoperator, a.aggtranstype::regtype, a.aggtransspace, a.aggmtranstype::regtype, a.aggmtransspace,
            'initial ' || a.agginitval, 'moving initial ' || a.aggminitval, 'parallel ' || p.proparallel::text)
        FROM pg_aggregate a WHERE a.aggfnoid = p.oid) END)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE @shown(n.nspname)@ AND @own(pg_proc, p.oid)@

-- query: privileges on built-in functions
SELECT format('routine %s | privileges %s', p.oid::regprocedure, @acl('f'::"char", p.proacl, p.proowner)@)
FROM pg_proc p LEFT JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proacl IS DISTINCT FROM i.initprivs

-- query: types
SELECT format('type %s | %s', t.oid::regtype, concat_ws(' ', 'kind ' || t.typtype::text, 'owner ' || pg_get_userbyid(t.typowner),
    'labels ' || (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e
        WHERE e.enumtypid = t.oid),
    CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
    CASE WHEN t.typtype = 'd' THEN 'collate ' || nullif(t.typcollation, 0)::regcollation END,
    CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
    (SELECT concat_ws(' ', 'range of', r.rngsubtype::regtype, (SELECT opcname FROM pg_opclass WHERE oid = r.rngsubopc),
        nullif(r.rngcollation, 0)::regcollation, r.rngcanonical, r.rngsubdiff) FROM pg_range r WHERE r.rngtypid = t.oid),
    CASE WHEN t.typtype = 'b' THEN concat_ws(' ', t.typinput, t.typoutput, t.typlen, t.typalign, t.typstorage) END,
    'privileges ' || @acl('T'::"char", t.typacl, t.typowner)@))
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE @shown(n.nspname)@ AND @own(pg_type, t.oid)@
    AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
    AND (t.typrelid = 0 OR (SELECT relkind = 'c' FROM pg_class WHERE oid = t.typrelid) OR t.typacl IS NOT NULL)

-- query: comments
-- Of what came with the server only the comment on the schema public can be changed in a way that a dump shows.
SELECT format('comment on %s %s | %s', o.type, o.identity, d.description)
FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o
WHERE (d.objoid >= 16384 OR (d.classoid = 'pg_namespace'::regclass AND d.objoid = 'public'::regnamespace))
    AND (o.schema IS NULL OR @shown(o.schema)@) AND (o.type <> 'schema' OR @shown(o.name)@)
    AND NOT EXISTS (SELECT FROM unnest(current_setting('bellows.hidden')::text[]) hidden
        WHERE o.identity LIKE '% on ' || quote_ident(hidden) || '.%')
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.deptype = 'e' AND e.classid = d.classoid AND e.objid = d.objoid)

-- query: default privileges
SELECT format('default privileges of %s in %s for %s | %s', pg_get_userbyid(a.defaclrole),
    coalesce(nullif(a.defaclnamespace, 0)::regnamespace::text, 'every schema'), a.defaclobjtype,
    @acl(a.defaclobjtype, a.defaclacl, a.defaclrole)@)
FROM pg_default_acl a LEFT JOIN pg_namespace n ON n.oid = a.defaclnamespace
WHERE n.oid IS NULL OR @shown(n.nspname)@

-- query: extensions
SELECT format('extension %I | schema %s', e.extname, e.extnamespace::regnamespace)
FROM pg_extension e WHERE e.extname <> 'plpgsql'

-- query: event triggers
SELECT format('event trigger %I | %s', e.evtname, concat_ws(' ', e.evtevent, e.evtfoid::regprocedure,
    'enabled ' || e.evtenabled::text, 'tags ' || e.evttags::text, 'owner ' || pg_get_userbyid(e.evtowner)))
FROM pg_event_trigger e WHERE @own(pg_event_trigger, e.oid)@

-- query: publications
SELECT format('publication %I | %s owner %s', p.pubname,
    to_jsonb(p) - 'oid' - 'pubowner' - 'pubname', pg_get_userbyid(p.pubowner))
FROM pg_publication p

-- query: tables of publications
SELECT format('publication %I table %s | %s', p.pubname, r.prrelid::regclass, concat_ws(' ',
    'columns ' || (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY a.attname) FROM pg_attribute a
        WHERE a.attrelid = r.prrelid AND a.attnum IN (SELECT n::int FROM jsonb_array_elements_text(nullif(to_jsonb(r) -> 'prattrs', 'null')) n))))
FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
    JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE @shown(n.nspname)@

-- query: filters of publications, since 15
SELECT format('publication %I table %s | where %s', p.pubname, r.prrelid::regclass, pg_get_expr(r.prqual, r.prrelid))
FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
    JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE @shown(n.nspname)@ AND r.prqual IS NOT NULL

-- query: schemas of publications, since 15
SELECT format('publication %I schema %s', p.pubname, s.pnnspid::regnamespace)
FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid

-- query: subscriptions
SELECT format('subscription %I | %s %s owner %s', s.subname, s.subslotname, s.subpublications, pg_get_userbyid(s.subowner))
FROM pg_subscription s WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())

-- query: foreign data
SELECT format('server %I | %s', s.srvname, concat_ws(' ', f.fdwname, s.srvtype, s.srvversion, s.srvoptions::text,
    pg_get_userbyid(s.srvowner), @acl('S'::"char", s.srvacl, s.srvowner)@))
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
UNION ALL
SELECT format('foreign table %s | %s %s', t.ftrelid::regclass, s.srvname, t.ftoptions)
FROM pg_foreign_table t JOIN pg_foreign_server s ON s.oid = t.ftserver
UNION ALL
SELECT format('user mapping %s for %s | %s', m.srvname, m.usename, m.umoptions) FROM pg_user_mappings m

-- query: collations
SELECT format('collation %I.%I | %s', n.nspname, c.collname,
    to_jsonb(c) - 'oid' - 'collowner' - 'collnamespace' - 'collversion' || jsonb_build_object('owner', pg_get_userbyid(collowner)))
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE @shown(n.nspname)@ AND @own(pg_collation, c.oid)@

-- query: rare things, by name only
SELECT format('%s %s', o.type, o.identity)
FROM (SELECT 'pg_cast'::regclass AS catalogue, oid FROM pg_cast UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator
    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
    UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
    UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
    UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper) thing,
    pg_identify_object(thing.catalogue, thing.oid, 0) o
WHERE thing.oid >= 16384 AND (o.schema IS NULL OR @shown(o.schema)@)
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e' AND d.classid = thing.catalogue AND d.objid = thing.oid)
