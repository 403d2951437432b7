,
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable'
                          WHEN 'v' THEN 'volatile' END AS "Volatility",
       CASE p.proparallel WHEN 'r' THEN 'restricted' WHEN 's' THEN 'safe'
                          WHEN 'u' THEN 'unsafe' END AS "Parallel",
       pg_catalog.pg_get_userbyid(p.proowner) AS "Owner",
       CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END AS "Security",
       CASE WHEN pg_catalog.cardinality(p.proacl) = 0 THEN '(none)'
            ELSE pg_catalog.array_to_string(p.proacl, E'\n') END AS "Access privileges",
       l.lanname AS "Language",
       coalesce($body, p.prosrc) AS "Source code",
       pg_catalog.obj_description(p.oid, 'pg_proc') AS "Description"
