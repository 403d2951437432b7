-- What the role owns in this database, by itself or through the roles that it is a member of,
-- as DROP names it. What belongs to an extension or to another object goes with it; Citus itself
-- stays, with the nodes that it knows. The server does not note what its first superuser owns:
-- the catalogs tell that.
WITH noted AS (
    SELECT s.classid, s.objid
    FROM pg_shdepend s
    WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND s.refclassid = 'pg_authid'::regclass AND s.deptype = 'o' AND s.objsubid = 0
      AND pg_has_role(s.refobjid, 'USAGE')
), catalogs AS (
    SELECT tableoid AS classid, oid AS objid, extowner AS owner FROM pg_extension
    UNION ALL SELECT tableoid, oid, nspowner FROM pg_namespace WHERE nspname !~ '^pg_'
    UNION ALL SELECT tableoid, oid, relowner FROM pg_class
              WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relpersistence <> 't'
    UNION ALL SELECT tableoid, oid, proowner FROM pg_proc
    UNION ALL SELECT t.tableoid, t.oid, t.typowner FROM pg_type t
              WHERE t.typtype IN ('e', 'd', 'r') OR t.typtype = 'b' AND t.typcategory <> 'A'
                 OR EXISTS (SELECT 1 FROM pg_class c
                            WHERE c.oid = t.typrelid AND c.relkind = 'c')
    UNION ALL SELECT tableoid, oid, oprowner FROM pg_operator
    UNION ALL SELECT tableoid, oid, collowner FROM pg_collation
    UNION ALL SELECT tableoid, oid, cfgowner FROM pg_ts_config
    UNION ALL SELECT tableoid, oid, dictowner FROM pg_ts_dict
    UNION ALL SELECT tableoid, oid, pubowner FROM pg_publication
    UNION ALL SELECT tableoid, oid, fdwowner FROM pg_foreign_data_wrapper
    UNION ALL SELECT tableoid, oid, srvowner FROM pg_foreign_server
    UNION ALL SELECT tableoid, oid, evtowner FROM pg_event_trigger
    UNION ALL SELECT 'pg_largeobject'::regclass, oid, lomowner FROM pg_largeobject_metadata
), owned AS (
    SELECT classid, objid FROM noted
    UNION
    -- Below are the server's own objects. Source: PostgreSQL, FirstNormalObjectId.
    SELECT classid, objid FROM catalogs
    WHERE owner = 10 AND objid::int8 >= 16384 AND pg_has_role(owner, 'USAGE')
)
SELECT o.type, o.identity
FROM owned s, pg_identify_object(s.classid, s.objid, 0) AS o
-- Shards are hidden in pg_class, and go with their table.
WHERE (s.classid <> 'pg_class'::regclass OR EXISTS (SELECT 1 FROM pg_class WHERE oid = s.objid))
  AND NOT (o.type = 'extension' AND o.identity IN ('citus', 'citus_columnar'))
  AND NOT EXISTS (SELECT 1 FROM pg_depend e
                  WHERE e.classid = s.classid AND e.objid = s.objid AND e.objsubid = 0
                    AND e.deptype IN ('e', 'i'))
