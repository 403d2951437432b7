-- The databases whose names begin like those of test databases, and the locale and encoding that
-- a new one is to have: those of the environment's database, or else of template1. `$sized` says
-- whether their sizes are asked for, too.
SELECT json_build_object(
    'like', (SELECT to_jsonb(d) - ARRAY['oid', 'datname', 'datdba', 'datistemplate', 'datallowconn',
                                        'datconnlimit', 'datlastsysoid', 'datfrozenxid',
                                        'datminmxid', 'datacl', 'dathasloginevt']
             FROM pg_database d WHERE d.datname IN ($name, 'template1')
             ORDER BY d.datname = $name DESC LIMIT 1)::text,
    'found', (SELECT coalesce(json_agg(json_build_object(
                  'name', d.datname,
                  'comment', shobj_description(d.oid, 'pg_database'),
                  'owned', pg_has_role(d.datdba, 'USAGE'),
                  'sessions', (SELECT count(*) FROM pg_stat_activity a WHERE a.datid = d.oid),
                  'bytes', CASE WHEN $sized AND pg_has_role(d.datdba, 'USAGE')
                           THEN pg_database_size(d.oid) END,
                  'described', d.datacl IS NOT NULL OR d.datconnlimit >= 0 OR EXISTS (
                      SELECT FROM pg_db_role_setting s WHERE s.setdatabase = d.oid)
              ) ORDER BY d.datname), '[]')
              FROM pg_database d
              WHERE starts_with(d.datname, $copies) OR starts_with(d.datname, $templates))
)::text
