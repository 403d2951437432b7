-- Where the migrations table is, or would be made, and what matters before anything is run. The
-- parameter is its name as SQL writes it, as a quoted constant. An unqualified one may be the name
-- of a table in another schema, too: "elsewhere" are those that have rows, as far as their size
-- shows. "others" are tables of other tools, likewise: the schemas in which they make theirs.
SELECT json_build_object(
    'database', current_database()::text,
    'found', (SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE c.oid = to_regclass($table)),
    'wanted', (SELECT CASE WHEN cardinality(part) > 1 THEN format('%I.%I', part[1], part[2])
                           WHEN current_schema() IS NULL THEN NULL
                           ELSE format('%I.%I', current_schema(), part[1]) END
               FROM (SELECT parse_ident($table) AS part) AS name),
    'elsewhere', (SELECT json_agg(json_build_array(
                      format('%I.%I', n.nspname, c.relname),
                      coalesce(has_schema_privilege(n.oid, 'USAGE')
                               AND has_table_privilege(c.oid, 'SELECT'), false)
                  ) ORDER BY n.nspname)
                  FROM (SELECT parse_ident($table) AS part) AS name
                  JOIN pg_catalog.pg_class c ON c.relname = part[1]::name
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE cardinality(part) = 1 AND c.relkind = 'r' AND n.nspname !~ '^pg_'
                    AND c.oid IS DISTINCT FROM to_regclass($table)::oid
                    AND 5 = (SELECT count(*) FROM pg_catalog.pg_attribute a
                             WHERE a.attrelid = c.oid AND a.attname IN ('version', 'description',
                                'installed_on', 'success', 'checksum'))
                    AND $size > 0),
    'others', (SELECT json_agg(json_build_array(c.relname::text,
                                                format('%I.%I', n.nspname, c.relname)))
               FROM (SELECT parse_ident($table) AS part) AS name
               JOIN pg_catalog.pg_class c ON c.relname = ANY ($others::name[])
               JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE cardinality(part) = 1 AND to_regclass($table) IS NULL AND c.relkind = 'r'
                 AND (n.nspname IN ('public', 'drizzle', 'atlas_schema_revisions')
                      OR pg_table_is_visible(c.oid))
                 AND (c.relname <> 'migrations'
                      OR 2 = (SELECT count(*) FROM pg_catalog.pg_attribute a
                              WHERE a.attrelid = c.oid
                                AND a.attname IN ('migration', 'batch', 'timestamp', 'name')))
                 AND $size > 0),
    'information', to_regclass('public.schema_information') IS NOT NULL,
    'is_template', d.datistemplate,
    'comment', shobj_description(d.oid, 'pg_database'),
    'old_tag', (SELECT substr(entry, strpos(entry, '=') + 1)
                FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) AS entry
                WHERE s.setdatabase = d.oid AND s.setrole = 0
                  AND split_part(entry, '=', 1) = 'cruddur_db.environment'))
FROM pg_catalog.pg_database d
WHERE d.datname = current_database()
