,
       pg_catalog.shobj_description(r.oid, 'pg_authid') AS "Description"
