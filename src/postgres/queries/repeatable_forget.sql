-- Makes the repeatable files due again if one of these objects is gone.
DELETE FROM $table WHERE EXISTS (
    SELECT FROM unnest(ARRAY[$objects]::oid[]) AS a (oid)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = a.oid)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.oid = a.oid))
