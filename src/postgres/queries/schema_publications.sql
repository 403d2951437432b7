-- The publications of all tables of a schema. $schema is a quoted constant.
SELECT p.pubname
FROM pg_catalog.pg_publication p
JOIN pg_catalog.pg_publication_namespace s ON s.pnpubid = p.oid
JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid
WHERE n.nspname = $schema
ORDER BY 1
