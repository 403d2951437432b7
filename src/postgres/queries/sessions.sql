-- Client sessions, the longest in their present state first. $1 stands for a database name
-- or NULL, put in as a quoted constant.
SELECT pid AS process_id,
       usename AS "user",
       datname AS db,
       host(client_addr) AS client_addr,
       application_name AS app,
       state,
       extract(epoch FROM clock_timestamp() - coalesce(
           CASE WHEN state = 'active' THEN query_start ELSE state_change END,
           backend_start))::float8 AS seconds,
       pid = pg_backend_pid() AS own
FROM pg_stat_activity
WHERE backend_type = 'client backend'
  AND ($1 IS NULL OR datname = $1)
ORDER BY own, seconds DESC NULLS LAST, pid
