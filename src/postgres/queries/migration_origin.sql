-- Which other tool has migrated the database, by its table: the column is null where the table is
-- missing.
SELECT json_build_object(
    'information', to_regclass('public.schema_information') IS NOT NULL,
    'columns', (SELECT json_agg(attname::text ORDER BY attname)
                FROM pg_catalog.pg_attribute
                WHERE attrelid = to_regclass('schema_migrations')
                  AND attnum > 0 AND NOT attisdropped),
    'rails', to_regclass('ar_internal_metadata') IS NOT NULL)
