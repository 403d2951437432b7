-- What the role may do here: with how many of the tables, and in the schema public.
SELECT current_user::text AS role,
       (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser,
       coalesce((SELECT pg_catalog.has_schema_privilege(oid, 'CREATE')
                 FROM pg_catalog.pg_namespace WHERE nspname = 'public'), false) AS creates,
       count(*) FILTER (WHERE NOT t.sequence) AS tables,
       count(*) FILTER (WHERE NOT t.sequence AND t.readable) AS readable,
       count(*) FILTER (WHERE NOT t.sequence AND t.readable AND t.writable) AS writable,
       count(*) FILTER (WHERE t.sequence) AS sequences,
       count(*) FILTER (WHERE t.sequence AND t.readable) AS readable_sequences,
       coalesce(pg_catalog.array_agg(DISTINCT t.schema)
                FILTER (WHERE NOT (t.readable AND t.writable)), '{}') AS schemas
FROM (
    SELECT pg_catalog.quote_ident(n.nspname) AS schema,
           c.relkind = 'S' AS sequence,
           pg_catalog.has_schema_privilege(n.oid, 'USAGE')
               AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AS readable,
           c.relkind = 'S'
               OR pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                  AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
                  AND pg_catalog.has_table_privilege(c.oid, 'UPDATE')
                  AND pg_catalog.has_table_privilege(c.oid, 'DELETE') AS writable
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'S')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname NOT LIKE 'pg\_%'
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                      WHERE d.objid = c.oid AND d.deptype = 'e')
) AS t
