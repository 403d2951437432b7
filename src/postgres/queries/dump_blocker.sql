-- Who has what pg_dump waits for, as a text: this role's session of the application $application that
-- locks tables as it does. Nothing if several wait for different sessions: which is meant is unknown.
WITH waiting AS (
    SELECT pg_catalog.pg_blocking_pids(w.pid) AS blockers
    FROM pg_catalog.pg_stat_activity w
    WHERE w.application_name = $application AND w.usename = session_user
      AND w.datname = pg_catalog.current_database()
      AND w.wait_event_type = 'Lock' AND w.query LIKE 'LOCK TABLE %'
      -- From Postgres 16 on it names many tables, and what is shown of a query is cut.
      AND (w.query LIKE '%IN ACCESS SHARE MODE%' OR pg_catalog.octet_length(w.query) > 1000)
)
SELECT 'process ID ' || a.pid || ' (' || pg_catalog.concat_ws(
    ', ', 'as ' || a.usename, nullif(a.application_name, ''), a.state) || ')'
FROM waiting CROSS JOIN LATERAL pg_catalog.unnest(blockers) AS b (pid)
JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
WHERE (SELECT count(DISTINCT blockers) FROM waiting) = 1
ORDER BY a.xact_start
LIMIT 1
