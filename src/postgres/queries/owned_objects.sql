-- What the role owns in this database, by itself or through the roles that it is a member of,
-- as DROP names it. What belongs to an extension goes with it.
SELECT o.type, o.identity
FROM pg_shdepend s, pg_identify_object(s.classid, s.objid, 0) AS o
WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND s.refclassid = 'pg_authid'::regclass AND s.deptype = 'o' AND s.objsubid = 0
  AND pg_has_role(s.refobjid, 'USAGE')
  AND NOT EXISTS (SELECT 1 FROM pg_depend e
                  WHERE e.classid = s.classid AND e.objid = s.objid AND e.deptype = 'e')
