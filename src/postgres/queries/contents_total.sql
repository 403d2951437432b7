-- The size of the database that we are in, and when last something was done there, as far as
-- anybody noted it: what other sessions do now, and the statistics of its tables (for the times
-- of scans, servers since 16).
SELECT CASE WHEN has_database_privilege(current_database(), 'CONNECT')
            THEN pg_database_size(current_database()) END AS bytes,
       extract(epoch FROM greatest(
           (SELECT max(greatest(a.query_start, a.state_change))
            FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
              AND a.backend_type = 'client backend'),
           (SELECT max(greatest(
                t.last_vacuum, t.last_autovacuum, t.last_analyze, t.last_autoanalyze,
                (to_jsonb(t) ->> 'last_seq_scan')::timestamptz,
                (to_jsonb(t) ->> 'last_idx_scan')::timestamptz))
            FROM pg_stat_user_tables t)))::int8 AS last_activity
