-- Asks a session to give up what it runs; false when it is gone.
SELECT coalesce(bool_or(pg_cancel_backend(pid)), false)
FROM pg_stat_activity
WHERE pid = $pid AND pid <> pg_backend_pid()
