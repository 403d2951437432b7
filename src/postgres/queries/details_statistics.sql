,
       nullif(a.attstattarget, -1)::text AS "Stats target"
