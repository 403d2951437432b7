,
       CASE WHEN a.attnum <= (SELECT i.indnkeyatts FROM pg_catalog.pg_index i
                              WHERE i.indexrelid = a.attrelid) THEN 'yes' ELSE 'no' END AS "Key?",
       pg_catalog.pg_get_indexdef(a.attrelid, a.attnum, true) AS "Definition"
