-- Client sessions, the longest in their present state first, and in any case the one that asks:
-- where that is missing, the view is there for its name only. The parameter stands for a
-- database name or NULL, put in as a quoted constant. The server hides the type of other
-- roles' sessions, and nearly all else of them, from a role without pg_read_all_stats.
SELECT a.pid AS process_id,
       a.usename::text AS "user",
       a.datname::text AS db,
       host(a.client_addr) AS client_addr,
       a.application_name AS app,
       a.state,
       extract(epoch FROM clock_timestamp() - coalesce(
           CASE WHEN a.state = 'active' THEN a.query_start ELSE a.state_change END,
           a.backend_start))::float8 AS seconds,
       CASE WHEN a.state = 'active' AND a.wait_event IS NOT NULL
            THEN a.wait_event_type || '/' || a.wait_event END AS wait,
       CASE WHEN a.backend_type IS NOT NULL AND a.pid <> pg_backend_pid()
            THEN a.query END AS query,
       CASE WHEN a.wait_event_type = 'Lock' OR a.backend_type IS NULL
            THEN array_to_string(pg_blocking_pids(a.pid), ' ') END AS blocked_by,
       -- Who waits for the transaction that has a row has a lock on the row itself.
       CASE WHEN a.wait_event_type = 'Lock' OR a.backend_type IS NULL THEN (
           SELECT CASE WHEN l.database = 0 OR d.datname = current_database()
                       THEN l.relation::regclass::text
                       ELSE 'relation ' || l.relation || ' of database ' || d.datname END
           FROM pg_locks l
           LEFT JOIN pg_database d ON d.oid = l.database
           WHERE l.pid = a.pid AND l.relation IS NOT NULL
             AND (NOT l.granted OR l.locktype = 'tuple')
             AND EXISTS (SELECT FROM pg_locks w WHERE w.pid = a.pid AND NOT w.granted)
           ORDER BY l.granted
           LIMIT 1) END AS relation,
       a.backend_type IS NULL AS hidden,
       coalesce(r.rolsuper, false) AS superuser,
       a.pid = pg_backend_pid() AS own,
       extract(epoch FROM a.backend_start)::text AS started,
       extract(epoch FROM a.state_change)::text AS changed,
       to_regproc('pg_catalog.citus_backend_gpid') IS NOT NULL AS has_citus
FROM pg_stat_activity a
LEFT JOIN pg_roles r ON r.oid = a.usesysid
WHERE (a.backend_type = 'client backend'
       OR a.backend_type IS NULL AND a.usesysid IS NOT NULL AND a.datid IS NOT NULL)
  AND ($database IS NULL OR a.datname = $database OR a.pid = pg_backend_pid())
ORDER BY own, seconds DESC NULLS LAST, a.pid
