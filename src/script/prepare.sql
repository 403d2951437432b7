-- What the server would have given a client that asks for nothing: the driver asks for UTC.
-- A role's or database's own setting comes first, then the server's files where the role may
-- see them, then log_timezone, which initdb sets like TimeZone.
WITH own AS (
    SELECT DISTINCT ON (1) pg_catalog.lower(pg_catalog.split_part(entry, '=', 1)) AS name,
           pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1) AS value
    FROM pg_catalog.pg_db_role_setting AS s,
         pg_catalog.unnest(s.setconfig) AS entry
    WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                                WHERE datname = pg_catalog.current_database()))
      AND s.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))
      AND pg_catalog.lower(pg_catalog.split_part(entry, '=', 1)) IN ('timezone', 'datestyle')
    ORDER BY 1, s.setrole <> 0 DESC, s.setdatabase <> 0 DESC
), files AS (
    -- A role that may not read the files must not even plan to, so that the query is a string.
    -- Of the server's functions that run strings, this one needs neither plpgsql nor libxml.
    SELECT word
    FROM pg_catalog.ts_stat(CASE
        WHEN pg_catalog.has_function_privilege(
                 'pg_catalog.pg_show_all_file_settings()', 'EXECUTE')
         AND pg_catalog.has_table_privilege('pg_catalog.pg_file_settings', 'SELECT')
        THEN $$SELECT pg_catalog.array_to_tsvector(
                   ARRAY[pg_catalog.lower(name) || '=' || setting])
               FROM pg_catalog.pg_file_settings
               WHERE applied AND setting <> ''
                 AND pg_catalog.lower(name) IN ('timezone', 'datestyle')$$
        ELSE $$SELECT ''::pg_catalog.tsvector$$ END)
)
SELECT pg_catalog.pg_backend_pid()::text AS pid,
       pg_catalog.current_setting('standard_conforming_strings') AS strings,
       pg_catalog.current_setting('server_encoding') AS encoding,
       pg_catalog.current_setting('is_superuser') AS superuser,
       pg_catalog.set_config('TimeZone', coalesce(
           (SELECT value FROM own WHERE name = 'timezone'),
           (SELECT pg_catalog.substr(word, 10) FROM files WHERE word LIKE 'timezone=%'),
           pg_catalog.current_setting('log_timezone')), false) AS zone,
       pg_catalog.set_config('DateStyle', coalesce(
           (SELECT value FROM own WHERE name = 'datestyle'),
           (SELECT pg_catalog.substr(word, 11) FROM files WHERE word LIKE 'datestyle=%'),
           pg_catalog.current_setting('DateStyle')), false) AS dates
