-- Functions, as \df of psql lists them. $schema and $name are regular expressions as quoted
-- constants or NULL, $sorts and $types are conditions, $details are more columns; $system is whether
-- the server's own are listed.
SELECT n.nspname AS "Schema",
       p.proname AS "Name",
       pg_catalog.pg_get_function_result(p.oid) AS "Result data type",
       pg_catalog.pg_get_function_arguments(p.oid) AS "Argument data types",
       CASE p.prokind WHEN 'a' THEN 'agg' WHEN 'w' THEN 'window' WHEN 'p' THEN 'proc'
                      ELSE 'func' END AS "Type"
       $details
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE CASE WHEN $schema IS NULL THEN pg_catalog.pg_function_is_visible(p.oid)
           ELSE n.nspname OPERATOR(pg_catalog.~) $schema END
  AND ($name IS NULL OR p.proname OPERATOR(pg_catalog.~) $name)
  AND ($system OR n.nspname NOT IN ('pg_catalog', 'information_schema'))
  AND ($sorts)
  $types
ORDER BY 1, 2, 4
