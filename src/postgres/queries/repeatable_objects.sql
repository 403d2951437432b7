-- The tables, views and functions of the database.
SELECT coalesce(json_agg(o.oid::int8), '[]')
FROM (SELECT oid, relnamespace AS schema FROM pg_catalog.pg_class
      WHERE relkind IN ('r', 'p', 'f', 'v', 'm')
      UNION ALL SELECT oid, pronamespace FROM pg_catalog.pg_proc) AS o
JOIN pg_catalog.pg_namespace n ON n.oid = o.schema
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
