-- The owner of this database.
SELECT pg_catalog.pg_get_userbyid(d.datdba)::text AS owner,
       pg_catalog.pg_has_role(d.datdba, 'USAGE') AS owned
FROM pg_catalog.pg_database d
WHERE d.datname = pg_catalog.current_database()
