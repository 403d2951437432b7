-- What Flyway's table, the parameter, lists as applied. The newest row of a version counts: that may
-- be one that undid or deleted it.
SELECT json_build_object(
    'versions', coalesce(json_agg(version::int8 ORDER BY version::int8)
                         FILTER (WHERE is_number AND success), '[]'),
    'baseline', max(version::int8) FILTER (WHERE is_number AND type LIKE '%BASELINE'),
    'dotted', coalesce(json_agg(version ORDER BY installed_rank)
                       FILTER (WHERE NOT is_number AND success), '[]'),
    'failed', min(version) FILTER (WHERE NOT success))
FROM (SELECT DISTINCT ON (version) version, type, success, installed_rank,
             version ~ '^[0-9]{1,18}$' AS is_number
      FROM $table
      WHERE version IS NOT NULL
      ORDER BY version, installed_rank DESC) AS newest
WHERE type !~ '^(UNDO|DELETE)'
