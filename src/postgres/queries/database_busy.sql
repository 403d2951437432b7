-- Whether another session runs CREATE DATABASE or DROP DATABASE for it. What sessions of other roles
-- run is not shown.
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_stat_activity
    WHERE pid <> pg_catalog.pg_backend_pid()
        AND state = 'active'
        AND query ~* '^\s*(CREATE|DROP)\s+DATABASE\y'
        AND pg_catalog.strpos(query, $name) > 0)
