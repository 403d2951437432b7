-- What types are made of: for an array its element's type and delimiter, for a domain its base, for
-- a composite type each field; hstore, which has a cast to JSON, is itself. Those of which the parts are made are among them.
WITH RECURSIVE part (oid, kind, part, number, name) AS (
    SELECT wanted.oid, NULL::text, wanted.oid, 0, NULL::text COLLATE "C"
    FROM ($types) AS wanted (oid)
  UNION
    SELECT t.oid, p.kind, p.part, p.number, p.name
    FROM part
    JOIN pg_catalog.pg_type t ON t.oid = part.part
    CROSS JOIN LATERAL (
        SELECT 'array', t.typelem, 0,
               (SELECT e.typdelim::text FROM pg_catalog.pg_type e WHERE e.oid = t.typelem)
        WHERE t.typcategory = 'A' AND t.typelem <> 0
      UNION ALL
        SELECT 'hstore', t.oid, 0, NULL
        WHERE t.typname = 'hstore'
          AND EXISTS (SELECT FROM pg_catalog.pg_cast c
                      WHERE c.castsource = t.oid AND c.casttarget = 'json'::pg_catalog.regtype)
      UNION ALL
        SELECT 'domain', t.typbasetype, 0, NULL
        WHERE t.typtype = 'd'
      UNION ALL
        SELECT 'field', a.atttypid, a.attnum::int, a.attname::text
        FROM pg_catalog.pg_attribute a
        WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
    ) AS p (kind, part, number, name)
)
SELECT oid, kind, part, name FROM part WHERE kind IS NOT NULL ORDER BY oid, number
