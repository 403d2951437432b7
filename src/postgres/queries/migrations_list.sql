-- The rows of the migrations table, which is the parameter.
SELECT coalesce(json_agg(json_build_object(
    'version', version,
    'description', description,
    'installed_on', to_char(installed_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'success', success,
    'checksum', encode(checksum, 'hex'),
    'execution_time', execution_time
) ORDER BY version), '[]')
FROM $table
