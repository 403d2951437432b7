-- Extensions that are installed, and uuid-ossp where the server has it.
SELECT coalesce(e.extname, a.name)::text AS name,
       e.extversion AS installed,
       a.default_version AS available
FROM pg_catalog.pg_extension e
FULL JOIN pg_catalog.pg_available_extensions() a ON a.name = e.extname
WHERE e.extname IS NOT NULL OR a.name = 'uuid-ossp'
ORDER BY 1
