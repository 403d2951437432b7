-- Who else holds the lock; the parameters are its two keys. The server hides what other roles' sessions
-- do from a role without pg_read_all_stats.
SELECT l.pid,
       a.usename::text AS "user",
       a.application_name AS application,
       extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS seconds
FROM pg_locks l
LEFT JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid() AND l.objsubid = 2
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND l.classid::int8 = $class AND l.objid::int8 = (hashtext($name)::int8 & 4294967295)
LIMIT 1
