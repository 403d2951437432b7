-- Asks a session to give up what it runs. No row and false when it is gone, even if another has
-- its process ID since; NULL when it has done something since a time, if that is given.
SELECT CASE WHEN $changed IS NULL OR extract(epoch FROM state_change)::text = $changed
            THEN pg_cancel_backend(pid) END
FROM pg_stat_activity
WHERE pid = $pid AND pid <> pg_backend_pid()
  AND extract(epoch FROM backend_start)::text IS NOT DISTINCT FROM $started
