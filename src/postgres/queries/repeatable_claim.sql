-- Takes a change of a repeatable file before its statements run: an error where somebody else has
-- taken the same, or where what goes before it did not come to its end.
WITH taken AS (
    INSERT INTO $table AS known (name, checksum)
    SELECT $name, decode($checksum, 'hex')
    WHERE $after
    ON CONFLICT (name) DO UPDATE
    SET checksum = excluded.checksum, applied_on = excluded.applied_on
    WHERE known.checksum <> excluded.checksum
    RETURNING 1
)
SELECT 1 / count(*) FROM taken
