-- Asks a session to end; false when it is gone.
SELECT coalesce(bool_or(pg_terminate_backend(pid)), false)
FROM pg_stat_activity
WHERE pid = $pid AND pid <> pg_backend_pid()
