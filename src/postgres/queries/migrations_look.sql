-- Where the migrations table is, or would be made, and what matters before anything is run. The
-- parameter is its name as SQL writes it, as a quoted constant.
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
    'information', to_regclass('public.schema_information') IS NOT NULL,
    'is_template', d.datistemplate,
    'comment', shobj_description(d.oid, 'pg_database'),
    'old_tag', (SELECT substr(entry, strpos(entry, '=') + 1)
                FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) AS entry
                WHERE s.setdatabase = d.oid AND s.setrole = 0
                  AND split_part(entry, '=', 1) = 'cruddur_db.environment'))
FROM pg_catalog.pg_database d
WHERE d.datname = current_database()
