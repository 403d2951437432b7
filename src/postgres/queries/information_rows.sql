-- The rows of Cruddur's own table of migrations.
SELECT coalesce(json_agg(json_build_array(id, last_successful_run::text) ORDER BY id), '[]')
FROM public.schema_information
