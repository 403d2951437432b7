-- Databases, as \l of psql lists them. $name is a regular expression as a quoted constant or NULL.
-- What only newer servers have is asked for by its name in JSON; $details are more columns.
SELECT d.datname AS "Name",
       pg_catalog.pg_get_userbyid(d.datdba) AS "Owner",
       pg_catalog.pg_encoding_to_char(d.encoding) AS "Encoding",
       CASE pg_catalog.to_jsonb(d) ->> 'datlocprovider'
            WHEN 'b' THEN 'builtin' WHEN 'i' THEN 'icu' ELSE 'libc' END AS "Locale Provider",
       d.datcollate AS "Collate",
       d.datctype AS "Ctype",
       coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale',
                pg_catalog.to_jsonb(d) ->> 'daticulocale') AS "Locale",
       pg_catalog.to_jsonb(d) ->> 'daticurules' AS "ICU Rules",
       CASE WHEN pg_catalog.array_length(d.datacl, 1) = 0 THEN '(none)'
            ELSE pg_catalog.array_to_string(d.datacl, E'\n') END AS "Access privileges"
       $details
FROM pg_catalog.pg_database d
JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
WHERE $name IS NULL OR d.datname OPERATOR(pg_catalog.~) $name
ORDER BY 1
