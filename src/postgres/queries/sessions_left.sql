-- Which of these sessions are still there. The parameter stands for their list.
SELECT pid FROM pg_stat_activity WHERE pid IN ($pids)
