-- What a name means: $schema and $name are regular expressions as quoted constants, $schema may
-- be NULL.
SELECT c.oid,
       n.nspname,
       c.relname,
       CASE c.relkind WHEN 'r' THEN 'Table' WHEN 'p' THEN 'Partitioned table' WHEN 'v' THEN 'View'
                      WHEN 'm' THEN 'Materialized view' WHEN 'S' THEN 'Sequence'
                      WHEN 'f' THEN 'Foreign table' WHEN 'i' THEN 'Index'
                      WHEN 'I' THEN 'Partitioned index' WHEN 'c' THEN 'Composite type'
                      ELSE 'Relation' END
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE CASE WHEN $schema IS NULL THEN pg_catalog.pg_table_is_visible(c.oid)
           ELSE n.nspname OPERATOR(pg_catalog.~) $schema END
  AND c.relname OPERATOR(pg_catalog.~) $name
ORDER BY 2, 3
