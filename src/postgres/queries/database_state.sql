-- What is known of a database from outside, and of the server and the role that asks. The
-- parameters stand for an expression that gives the database's name, and, as quoted constants,
-- for the names under which a replacement of it is made and the old one is put away. (No name
-- stands in a comment: it may have a newline.)
SELECT current_setting('server_version_num')::int4 AS version,
       extract(epoch FROM pg_postmaster_start_time())::text AS server_started,
       -- Only where Citus is preloaded; whether this database has it, only it can tell.
       current_setting('citus.version', true) IS NOT NULL AS has_citus,
       ($name)::text AS name,
       -- A build without ICU has none of these.
       EXISTS (SELECT FROM pg_collation
               WHERE collprovider = 'i' AND collname LIKE '%-x-icu') AS has_icu,
       (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_create,
       d.datname IS NOT NULL AS present,
       coalesce(d.datistemplate, false) AS is_template,
       coalesce(pg_has_role(d.datdba, 'USAGE'), true) AS owned,
       pg_get_userbyid(d.datdba)::text AS owner,
       pg_encoding_to_char(d.encoding)::text AS encoding,
       d.datcollate::text AS collation,
       d.datctype::text AS character_type,
       coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') AS provider,
       coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') AS locale,
       to_jsonb(d) ->> 'daticurules' AS rules,
       (SELECT spcname::text FROM pg_tablespace t
        WHERE t.oid = d.dattablespace AND spcname <> 'pg_default') AS tablespace,
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
          AND split_part(entry, '=', 1) = 'cruddur_db.environment') AS old_tag,
       -- A template with the same locale keeps what its administrator put into it.
       coalesce((SELECT (t.encoding, t.datcollate, t.datctype, to_jsonb(t) ->> 'datlocprovider',
                coalesce(to_jsonb(t) ->> 'datlocale', to_jsonb(t) ->> 'daticulocale'),
                to_jsonb(t) ->> 'daticurules')
               IS NOT DISTINCT FROM
               (d.encoding, d.datcollate, d.datctype, to_jsonb(d) ->> 'datlocprovider',
                coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
                to_jsonb(d) ->> 'daticurules')
        FROM pg_database t WHERE t.datname = 'template1'), false) AS like_template,
       concat_ws(', ',
           (SELECT nullif(count(*), 0) || ' prepared transaction' || CASE count(*) WHEN 1 THEN '' ELSE 's' END
            FROM pg_prepared_xacts WHERE database = d.datname),
           (SELECT nullif(count(*), 0) || ' replication slot' || CASE count(*) WHEN 1 THEN '' ELSE 's' END
            FROM pg_replication_slots WHERE database = d.datname),
           (SELECT nullif(count(*), 0) || ' subscription' || CASE count(*) WHEN 1 THEN '' ELSE 's' END
            FROM pg_subscription WHERE subdbid = d.oid)) AS held_by,
       (SELECT coalesce(string_agg(datname, ' '), '') FROM pg_database
        WHERE datname IN ($staging, $replaced)) AS leftovers
FROM (SELECT 1) AS one
LEFT JOIN pg_database d ON d.datname = $name
