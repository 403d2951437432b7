-- The settings that a session of the role has in this database, those that count most last.
SELECT coalesce(json_agg(json_build_object(
           'role', NULL,
           'name', split_part(entry, '=', 1),
           'value', substr(entry, strpos(entry, '=') + 1))
           ORDER BY s.setdatabase <> 0, s.setrole <> 0), '[]')::text AS settings
FROM pg_db_role_setting s
CROSS JOIN unnest(s.setconfig) AS entry
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
  AND s.setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = session_user))
  AND split_part(entry, '=', 1) <> 'cruddur_db.environment'
