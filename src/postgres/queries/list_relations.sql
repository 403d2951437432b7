-- Relations, as \d and \dt of psql list them. $kinds is a list of constants, $schema and $name
-- are regular expressions as quoted constants or NULL; $table and $details are more columns, and
-- $system is whether the server's own are listed.
SELECT n.nspname AS "Schema",
       c.relname AS "Name",
       CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                      WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
                      WHEN 'f' THEN 'foreign table' WHEN 'i' THEN 'index'
                      WHEN 'I' THEN 'partitioned index'
                      WHEN 't' THEN 'TOAST table' END AS "Type",
       pg_catalog.pg_get_userbyid(c.relowner) AS "Owner"
       $table
       $details
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
WHERE c.relkind IN ($kinds)
  AND CASE WHEN $schema IS NULL THEN pg_catalog.pg_table_is_visible(c.oid)
           ELSE n.nspname OPERATOR(pg_catalog.~) $schema END
  AND ($name IS NULL OR c.relname OPERATOR(pg_catalog.~) $name)
  AND ($system OR n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname OPERATOR(pg_catalog.!~) '^pg_toast')
ORDER BY 1, 2
