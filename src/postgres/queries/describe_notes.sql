-- What else belongs to the relation with the OID $oid: a heading and a line, in the order and
-- nearly in the words of psql.
SELECT heading, line FROM (
    SELECT 1 AS place, 'Indexes:' AS heading, NOT i.indisprimary AS later,
           pg_catalog.quote_ident(c.relname)
           || CASE WHEN i.indisprimary THEN ' PRIMARY KEY, '
                   WHEN t.contype = 'u' THEN ' UNIQUE CONSTRAINT, '
                   WHEN i.indisunique THEN ' UNIQUE, ' ELSE ' ' END
           || coalesce(pg_catalog.substring(pg_catalog.pg_get_indexdef(i.indexrelid),
                                            ' USING (.*)$'), '')
           || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END AS line
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    LEFT JOIN pg_catalog.pg_constraint t
           ON t.conrelid = i.indrelid AND t.conindid = i.indexrelid AND t.contype IN ('p', 'u', 'x')
    WHERE i.indrelid = $oid
    UNION ALL
    SELECT CASE t.contype WHEN 'c' THEN 2 ELSE 3 END,
           CASE t.contype WHEN 'c' THEN 'Check constraints:' ELSE 'Foreign-key constraints:' END,
           false,
           pg_catalog.quote_ident(t.conname) || ' ' || pg_catalog.pg_get_constraintdef(t.oid, true)
    FROM pg_catalog.pg_constraint t
    WHERE t.conrelid = $oid AND t.contype IN ('c', 'f')
    UNION ALL
    SELECT 4, 'Referenced by:', false,
           'TABLE ' || t.conrelid::pg_catalog.regclass || ' CONSTRAINT '
           || pg_catalog.quote_ident(t.conname) || ' ' || pg_catalog.pg_get_constraintdef(t.oid, true)
    FROM pg_catalog.pg_constraint t
    WHERE t.confrelid = $oid AND t.contype = 'f'
    UNION ALL
    SELECT 5, 'View definition:', false, pg_catalog.pg_get_viewdef(c.oid, true)
    FROM pg_catalog.pg_class c
    WHERE c.oid = $oid AND c.relkind IN ('v', 'm')
    UNION ALL
    SELECT 6, 'Triggers:', false,
           pg_catalog.regexp_replace(pg_catalog.pg_get_triggerdef(g.oid, true),
                                     '^CREATE (CONSTRAINT )?TRIGGER ', '')
    FROM pg_catalog.pg_trigger g
    WHERE g.tgrelid = $oid AND NOT g.tgisinternal
) AS notes
ORDER BY place, later, line
