-- Which other tool has migrated the database, by its table, and the table's columns: both are null
-- where it is missing.
SELECT json_build_object(
    'information', to_regclass('public.schema_information') IS NOT NULL,
    'flyway', coalesce(to_regclass('flyway_schema_history'),
                       to_regclass('public.flyway_schema_history'))::text,
    'table', found.oid::text,
    'columns', (SELECT json_agg(attname::text ORDER BY attname)
                FROM pg_catalog.pg_attribute
                WHERE attrelid = found.oid AND attnum > 0 AND NOT attisdropped),
    'rails', coalesce(to_regclass('ar_internal_metadata'),
                      to_regclass('public.ar_internal_metadata')) IS NOT NULL)
FROM (SELECT coalesce(to_regclass('schema_migrations'),
                      to_regclass('public.schema_migrations')) AS oid) AS found
