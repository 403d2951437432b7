-- The statement that changes this database's comment: $mark goes before it if $is_part, else away.
-- None if there is nothing to change, or the role may not.
SELECT pg_catalog.format(
    'COMMENT ON DATABASE %I IS %L', database.datname, nullif(comments.after, '')
)
FROM pg_catalog.pg_database AS database
CROSS JOIN LATERAL (
    SELECT coalesce(pg_catalog.shobj_description(database.oid, 'pg_database'), '') AS now
) AS comment
CROSS JOIN LATERAL (
    SELECT CASE WHEN $is_part THEN $mark ELSE '' END || pg_catalog.substr(
        comment.now,
        CASE WHEN pg_catalog.starts_with(comment.now, $mark)
             THEN pg_catalog.length($mark) + 1 ELSE 1 END
    ) AS after
) AS comments
WHERE database.datname = pg_catalog.current_database()
  AND pg_catalog.pg_has_role(database.datdba, 'USAGE') AND comments.after <> comment.now
  AND NOT pg_catalog.current_setting('transaction_read_only')::boolean
