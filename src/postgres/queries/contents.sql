-- The tables of the user's own with estimates of their rows, the largest first. Nothing here
-- waits for a lock, so sizes of single tables are left out. An estimate is the larger one of
-- ANALYZE's and the statistics collector's; neither may know, in which case it is absent. (Before
-- Postgres 14, ANALYZE's was 0 where there was none.)
SELECT n.nspname::text AS schema,
       c.relname::text AS name,
       nullif(greatest(CASE WHEN c.reltuples = 0 AND c.relpages = 0
                            AND current_setting('server_version_num')::int4 < 140000 THEN -1
                            ELSE c.reltuples::float8 END,
                       nullif(s.n_live_tup, 0), -1), -1)::int8 AS rows
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
WHERE c.relkind = 'r'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg!_t%' ESCAPE '!'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY rows DESC NULLS LAST, 1, 2
