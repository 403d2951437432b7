-- Takes a migration before its statements run: a row that someone else has put there, or is
-- about to, is an error, and so is a migration before it that did not come to its end.
INSERT INTO $table (version, description, success, checksum, execution_time)
SELECT $version, $description, $success, decode($checksum, 'hex'), -1
WHERE $after
