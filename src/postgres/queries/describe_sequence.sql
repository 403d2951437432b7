-- The sequence with the OID $oid.
SELECT pg_catalog.format_type(s.seqtypid, NULL) AS "Type",
       s.seqstart AS "Start",
       s.seqmin AS "Minimum",
       s.seqmax AS "Maximum",
       s.seqincrement AS "Increment",
       CASE WHEN s.seqcycle THEN 'yes' ELSE 'no' END AS "Cycles?",
       s.seqcache AS "Cache"
FROM pg_catalog.pg_sequence s
WHERE s.seqrelid = $oid
