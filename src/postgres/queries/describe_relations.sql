-- What a name means: $schema and $name are regular expressions as quoted constants, $schema may
-- be NULL. The title is psql's.
SELECT found.oid, found.nspname, found.relname, found.relkind,
       CASE WHEN found.relpersistence = 'u' AND found.relkind IN ('r', 'p', 'm', 'S', 'i', 'I')
            THEN 'Unlogged ' || found.kind
            ELSE pg_catalog.upper(pg_catalog.left(found.kind, 1))
                 || pg_catalog.substr(found.kind, 2) END
       || ' "' || found.nspname || '.' || found.relname || '"'
FROM (
    SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence,
           CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table'
                          WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                          WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
                          WHEN 'i' THEN 'index' WHEN 'I' THEN 'partitioned index'
                          WHEN 'c' THEN 'composite type' WHEN 't' THEN 'TOAST table'
                          ELSE 'relation' END AS kind
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE CASE WHEN $schema IS NULL THEN pg_catalog.pg_table_is_visible(c.oid)
               ELSE n.nspname OPERATOR(pg_catalog.~) $schema END
      AND c.relname OPERATOR(pg_catalog.~) $name
) AS found
ORDER BY 2, 3
