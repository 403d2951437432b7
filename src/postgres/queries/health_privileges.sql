-- What the role may do here: with how many of the tables, and in the schema public.
SELECT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser,
       coalesce((SELECT pg_catalog.has_schema_privilege(oid, 'CREATE')
                 FROM pg_catalog.pg_namespace WHERE nspname = 'public'), false) AS creates,
       count(t.oid) AS tables,
       count(t.oid) FILTER (WHERE t.usable
           AND pg_catalog.has_table_privilege(t.oid, 'SELECT')) AS readable,
       count(t.oid) FILTER (WHERE t.usable
           AND pg_catalog.has_table_privilege(t.oid, 'INSERT')
           AND pg_catalog.has_table_privilege(t.oid, 'UPDATE')
           AND pg_catalog.has_table_privilege(t.oid, 'DELETE')) AS writable,
       coalesce(pg_catalog.array_agg(DISTINCT t.schema) FILTER (WHERE NOT (t.usable
           AND pg_catalog.has_table_privilege(t.oid, 'SELECT')
           AND pg_catalog.has_table_privilege(t.oid, 'INSERT')
           AND pg_catalog.has_table_privilege(t.oid, 'UPDATE')
           AND pg_catalog.has_table_privilege(t.oid, 'DELETE'))), '{}') AS schemas
FROM (
    SELECT c.oid, pg_catalog.quote_ident(n.nspname) AS schema, pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS usable
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname NOT LIKE 'pg\_%'
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                      WHERE d.objid = c.oid AND d.deptype = 'e')
) AS t
