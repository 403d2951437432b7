-- Ends the sessions of the databases in the list, as far as the role may.
-- Within one transaction the server would show the same sessions again and again.
SELECT pg_stat_clear_snapshot();
SELECT pg_terminate_backend(a.pid)
FROM pg_stat_activity a
LEFT JOIN pg_roles r ON r.oid = a.usesysid
WHERE a.datname IN ($names) AND a.pid <> pg_backend_pid()
  AND ((SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
       OR r.rolsuper IS FALSE
          AND (pg_has_role(a.usesysid, 'MEMBER') OR pg_has_role('pg_signal_backend', 'MEMBER')))
