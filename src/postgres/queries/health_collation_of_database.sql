SELECT NULL AS what, d.datcollversion AS noted,
       pg_catalog.pg_database_collation_actual_version(d.oid) AS present,
       pg_catalog.pg_get_userbyid(d.datdba)::text AS owner,
       pg_catalog.pg_has_role(d.datdba, 'USAGE') AS owned
FROM pg_catalog.pg_database d
WHERE d.datname = pg_catalog.current_database() AND d.datcollversion IS NOT NULL
UNION ALL
