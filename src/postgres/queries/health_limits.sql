-- Whether the database lets anybody in, and how many.
SELECT d.datallowconn AS allows, d.datconnlimit AS "limit"
FROM pg_catalog.pg_database d
WHERE d.datname = $name
