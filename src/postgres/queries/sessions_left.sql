-- Which of these sessions are still there. The parameter stands for their process IDs and starts.
SELECT pid FROM pg_stat_activity
WHERE (pid, coalesce(extract(epoch FROM backend_start)::text, '')) IN ($sessions)
