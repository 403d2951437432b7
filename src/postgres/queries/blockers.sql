-- The sessions that a session waits for; the parameter is its process ID.
SELECT coalesce(json_agg(json_build_object(
    'pid', a.pid,
    'user', a.usename::text,
    'application', a.application_name,
    'state', a.state,
    'seconds', extract(epoch FROM clock_timestamp() - a.xact_start),
    'query', a.query
)), '[]')
FROM pg_catalog.pg_stat_activity a
WHERE a.pid = ANY (pg_catalog.pg_blocking_pids($pid))
