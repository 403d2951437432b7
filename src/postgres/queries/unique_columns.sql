-- The columns that the unique index $index of the schema $schema is about, also those within expressions
-- such as lower(handle).
SELECT a.attname::text
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid
WHERE n.nspname = $schema AND c.relname = $index
  AND (a.attnum = ANY (i.indkey::pg_catalog.int2[])
       OR EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    AND d.objid = i.indexrelid AND d.refobjid = i.indrelid
                    AND d.refobjsubid = a.attnum))
ORDER BY a.attnum
