-- Takes the row of a migration away; an error where somebody else did.
WITH gone AS (DELETE FROM $table WHERE version = $version RETURNING 1)
SELECT 1 / count(*) FROM gone
