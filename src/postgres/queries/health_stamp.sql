-- The environment that the database is marked with, if it is.
SELECT pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1) AS stamp
FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) AS entry
WHERE s.setrole = 0
  AND s.setdatabase = (SELECT oid FROM pg_catalog.pg_database
                       WHERE datname = pg_catalog.current_database())
  AND pg_catalog.split_part(entry, '=', 1) = 'cruddur_db.environment'
