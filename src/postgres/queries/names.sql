-- The names that a person may want to type: schema, relation, column, and whether the relation
-- is found without its schema.
SELECT n.nspname, c.relname, a.attname, pg_catalog.pg_table_is_visible(c.oid)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a
       ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname OPERATOR(pg_catalog.!~) '^pg_(toast|temp)'
ORDER BY 4 DESC, 1, 2, a.attnum
LIMIT 20000
