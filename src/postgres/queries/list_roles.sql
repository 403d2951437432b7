-- Roles, as \du of psql lists them. $name is a regular expression as a quoted constant or NULL;
-- $details are more columns.
SELECT r.rolname AS "Role name",
       pg_catalog.concat_ws(E'\n',
           nullif(pg_catalog.concat_ws(', ',
               CASE WHEN r.rolsuper THEN 'Superuser' END,
               CASE WHEN NOT r.rolinherit THEN 'No inheritance' END,
               CASE WHEN r.rolcreaterole THEN 'Create role' END,
               CASE WHEN r.rolcreatedb THEN 'Create DB' END,
               CASE WHEN NOT r.rolcanlogin THEN 'Cannot login' END,
               CASE WHEN r.rolreplication THEN 'Replication' END,
               CASE WHEN r.rolbypassrls THEN 'Bypass RLS' END), ''),
           CASE WHEN r.rolconnlimit = 0 THEN 'No connections'
                WHEN r.rolconnlimit = 1 THEN '1 connection'
                WHEN r.rolconnlimit > 0 THEN r.rolconnlimit || ' connections' END,
           'Password valid until ' || r.rolvaliduntil) AS "Attributes",
       ARRAY(SELECT b.rolname FROM pg_catalog.pg_auth_members m
             JOIN pg_catalog.pg_roles b ON b.oid = m.roleid
             WHERE m.member = r.oid) AS "Member of"
       $details
FROM pg_catalog.pg_roles r
WHERE ($system OR r.rolname OPERATOR(pg_catalog.!~) '^pg_')
  AND ($name IS NULL OR r.rolname OPERATOR(pg_catalog.~) $name)
ORDER BY 1
