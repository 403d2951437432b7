-- Other roles' tables, which would be left or go with a schema of the role's own, and their functions
-- that would go with it or with a type.
SELECT string_agg(name, ', ' ORDER BY name) AS names
FROM (
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname NOT LIKE 'pg!_t%' ESCAPE '!'
      AND NOT pg_has_role(c.relowner, 'USAGE')
      AND NOT EXISTS (SELECT 1 FROM pg_depend e
                      WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
    UNION ALL
    SELECT format('%I.%I()', n.nspname, p.proname)
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND NOT pg_has_role(p.proowner, 'USAGE')
      AND (n.nspname <> 'public' AND pg_has_role(n.nspowner, 'USAGE')
           OR EXISTS (SELECT 1 FROM pg_depend d JOIN pg_type t ON t.oid = d.refobjid
                      WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                        AND d.refclassid = 'pg_type'::regclass
                        AND t.typnamespace <> 'pg_catalog'::regnamespace
                        AND pg_has_role(t.typowner, 'USAGE')))
      AND NOT EXISTS (SELECT 1 FROM pg_depend e
                      WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
) AS foreign_objects
