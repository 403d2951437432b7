-- Tries to take the lock of the migrations, for as long as the transaction lasts, and tells who
-- has it. The parameter is its key, as sqlx makes it.
SELECT json_build_object(
    'locked', pg_try_advisory_xact_lock($key),
    'unlimited', $unlimited,
    'database', current_database()::text,
    'holder', (
        SELECT json_build_object(
            'pid', l.pid,
            'user', a.usename::text,
            'application', a.application_name,
            'seconds', extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.state_change)))
        FROM pg_catalog.pg_locks l
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.pid <> pg_backend_pid()
          AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_catalog.pg_database
                            WHERE datname = current_database())
          AND (l.classid::int8 << 32 | l.objid::int8) = $key
        LIMIT 1))
