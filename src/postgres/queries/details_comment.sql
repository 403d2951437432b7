,
       pg_catalog.col_description(a.attrelid, a.attnum) AS "Description"
