,
       CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended'
                         WHEN 'e' THEN 'external' ELSE '???' END AS "Storage"
