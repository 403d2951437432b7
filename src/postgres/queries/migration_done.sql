-- How long it took, in nanoseconds.
UPDATE $table
SET success = true,
    execution_time = (extract(epoch FROM clock_timestamp() - ($since)) * 1000000000)::int8
WHERE version = $version
