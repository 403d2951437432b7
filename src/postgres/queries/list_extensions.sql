-- Extensions, as \dx of psql lists them. $name is a regular expression as a quoted constant or
-- NULL.
SELECT e.extname AS "Name",
       e.extversion AS "Version",
       n.nspname AS "Schema",
       d.description AS "Description"
FROM pg_catalog.pg_extension e
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_catalog.pg_description d
       ON d.objoid = e.oid AND d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass
WHERE $name IS NULL OR e.extname OPERATOR(pg_catalog.~) $name
ORDER BY 1
