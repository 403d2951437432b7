-- The rows of the table of repeatable files, which is the parameter.
SELECT coalesce(json_agg(json_build_object(
    'name', name,
    'checksum', encode(checksum, 'hex'),
    'applied_on', to_char(applied_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
) ORDER BY name), '[]')
FROM $table
