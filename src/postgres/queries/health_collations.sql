-- What was sorted by another version of the system's collations than the present one: the
-- database (Postgres 15 and later note its version), and collations that something in it uses.
-- $database stands for the database where the server knows the versions of databases.
SELECT what, noted, present, owner, owned FROM (
    $database
    SELECT c.oid::regcollation::text AS what, c.collversion AS noted,
           pg_catalog.pg_collation_actual_version(c.oid) AS present,
           pg_catalog.pg_get_userbyid(c.collowner)::text AS owner,
           pg_catalog.pg_has_role(c.collowner, 'USAGE') AS owned
    FROM pg_catalog.pg_collation c
    WHERE c.collversion IS NOT NULL
      AND EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.refclassid = 'pg_catalog.pg_collation'::regclass AND d.refobjid = c.oid)
) AS versions
WHERE noted IS DISTINCT FROM present
ORDER BY what NULLS FIRST
