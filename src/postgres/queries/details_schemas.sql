,
       CASE WHEN pg_catalog.cardinality(n.nspacl) = 0 THEN '(none)'
            ELSE pg_catalog.array_to_string(n.nspacl, E'\n') END AS "Access privileges",
       pg_catalog.obj_description(n.oid, 'pg_namespace') AS "Description"
