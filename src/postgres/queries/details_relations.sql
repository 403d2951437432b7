,
       CASE c.relpersistence WHEN 'p' THEN 'permanent' WHEN 't' THEN 'temporary'
                             WHEN 'u' THEN 'unlogged' END AS "Persistence",
       $method
       pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid)) AS "Size",
       pg_catalog.obj_description(c.oid, 'pg_class') AS "Description"
