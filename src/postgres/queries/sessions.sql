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
       a.backend_type IS NULL AS hidden,
       coalesce(r.rolsuper, false) AS superuser,
       a.pid = pg_backend_pid() AS own,
       to_regproc('pg_catalog.citus_backend_gpid') IS NOT NULL AS has_citus
FROM pg_stat_activity a
LEFT JOIN pg_roles r ON r.oid = a.usesysid
WHERE (a.backend_type = 'client backend'
       OR a.backend_type IS NULL AND a.usesysid IS NOT NULL AND a.datid IS NOT NULL)
  AND ($database IS NULL OR a.datname = $database OR a.pid = pg_backend_pid())
ORDER BY own, seconds DESC NULLS LAST, a.pid
