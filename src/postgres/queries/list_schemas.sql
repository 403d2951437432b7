-- Schemas, as \dn of psql lists them. $name is a regular expression as a quoted constant or NULL;
-- $details are more columns.
SELECT n.nspname AS "Name", pg_catalog.pg_get_userbyid(n.nspowner) AS "Owner"
       $details
FROM pg_catalog.pg_namespace n
WHERE ($system
       OR n.nspname OPERATOR(pg_catalog.!~) '^pg_' AND n.nspname <> 'information_schema')
  AND ($name IS NULL OR n.nspname OPERATOR(pg_catalog.~) $name)
ORDER BY 1
