-- Whether the database is there, and the server's version number. $1 is its quoted name.
SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1) AS present,
       current_setting('server_version_num')::int4 AS version
