-- Other roles' tables that would be left: what is in a schema of the role's own goes with it,
-- apart from public, which stays.
SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', ' ORDER BY 1) AS names
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg!_t%' ESCAPE '!'
  AND NOT pg_has_role(c.relowner, 'USAGE')
  AND (n.nspname = 'public' OR NOT pg_has_role(n.nspowner, 'USAGE'))
  AND NOT EXISTS (SELECT 1 FROM pg_depend e
                  WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
