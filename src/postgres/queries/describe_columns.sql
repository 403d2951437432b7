-- The columns of the relation with the OID $oid. $more is what its kind has besides, and what is
-- shown in detail.
SELECT a.attname AS "Column",
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS "Type"
       $more
FROM pg_catalog.pg_attribute a
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = $oid AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
