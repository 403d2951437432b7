SELECT pg_catalog.json_agg(pg_catalog.format(
  'SELECT pg_catalog.setval(%L, most) FROM (SELECT pg_catalog.max(%I) AS most FROM %s) AS t
   WHERE most BETWEEN (SELECT last_value FROM %s) AND %s',
  s.oid::pg_catalog.regclass, a.attname, a.attrelid::pg_catalog.regclass,
  s.oid::pg_catalog.regclass, q.seqmax))
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
JOIN pg_catalog.pg_sequence q ON q.seqrelid = d.objid AND q.seqincrement > 0
JOIN pg_catalog.pg_class s ON s.oid = q.seqrelid
WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND d.refobjid = pg_catalog.to_regclass($table) AND d.deptype IN ('a', 'i')
  AND a.attname = ANY (ARRAY[$columns])
  AND a.atttypid = ANY ('{int2,int4,int8}'::pg_catalog.regtype[])
  AND pg_catalog.has_table_privilege(s.oid, 'SELECT')
  AND pg_catalog.has_table_privilege(s.oid, 'UPDATE')
  AND pg_catalog.has_table_privilege(a.attrelid, 'SELECT')
