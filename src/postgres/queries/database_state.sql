-- What is known of a database from outside, and the server's version number. The parameter
-- stands for the database's name, put in as a quoted constant.
SELECT current_setting('server_version_num')::int4 AS version,
       d.datname IS NOT NULL AS present,
       pg_get_userbyid(d.datdba)::text AS owner,
       pg_encoding_to_char(d.encoding)::text AS encoding,
       d.datcollate::text AS collation,
       d.datctype::text AS character_type,
       d.datconnlimit AS connection_limit,
       shobj_description(d.oid, 'pg_database') AS comment,
       (SELECT coalesce(json_agg(json_build_object(
                   'role', r.rolname,
                   'name', split_part(entry, '=', 1),
                   'value', substr(entry, strpos(entry, '=') + 1))), '[]')::text
        FROM pg_db_role_setting s
        LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) AS entry
        WHERE s.setdatabase = d.oid
          AND split_part(entry, '=', 1) <> 'cruddur_db.environment') AS settings,
       CASE WHEN d.datacl IS NOT NULL THEN
       (SELECT coalesce(json_agg(json_build_object(
                   'role', r.rolname,
                   'privilege', a.privilege_type,
                   'grantable', a.is_grantable)), '[]')::text
        FROM aclexplode(d.datacl) a
        LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE a.grantee <> d.datdba) END AS grants,
       (SELECT substr(entry, strpos(entry, '=') + 1)
        FROM pg_db_role_setting s, unnest(s.setconfig) AS entry
        WHERE s.setdatabase = d.oid AND s.setrole = 0
          AND split_part(entry, '=', 1) = 'cruddur_db.environment') AS stamp
FROM (SELECT 1) AS one
LEFT JOIN pg_database d ON d.datname = $1
