-- The condition that the argument $index of a function has a type. $schema and $name are regular
-- expressions as quoted constants, $schema may be NULL.

  AND EXISTS (
      SELECT FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace s ON s.oid = t.typnamespace
      WHERE t.oid = p.proargtypes[$index]
        AND CASE WHEN $schema IS NULL THEN pg_catalog.pg_type_is_visible(t.oid)
                 ELSE s.nspname OPERATOR(pg_catalog.~) $schema END
        AND (t.typname OPERATOR(pg_catalog.~) $name
             OR pg_catalog.format_type(t.oid, NULL) OPERATOR(pg_catalog.~) $name))
