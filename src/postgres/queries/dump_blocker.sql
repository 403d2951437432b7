-- Who has what this role's sessions of the application $application wait for, as a text.
SELECT 'process ID ' || a.pid || ' (' || pg_catalog.concat_ws(
    ', ', 'as ' || a.usename, nullif(a.application_name, ''), a.state) || ')'
FROM pg_catalog.pg_stat_activity w
CROSS JOIN LATERAL pg_catalog.unnest(pg_catalog.pg_blocking_pids(w.pid)) AS b (pid)
JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
WHERE w.application_name = $application AND w.usename = session_user
  AND w.datname = pg_catalog.current_database()
ORDER BY a.xact_start
LIMIT 1
