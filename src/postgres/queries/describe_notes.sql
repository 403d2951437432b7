-- What else belongs to the relation with the OID $oid ($in_schema is the condition that its schema
-- is published, $details whether all is shown): a heading, or none, and a line, in the order and in
-- the words of psql. What only newer servers have is asked for by its name in JSON.
SELECT heading, line FROM (
    SELECT 10 AS place, NULL::text AS heading, 0::bigint AS nth, ''::text AS name,
           'Partition of: ' || i.inhparent::pg_catalog.regclass::text || ' '
           || coalesce(pg_catalog.pg_get_expr(c.relpartbound, c.oid), '')
           || CASE WHEN pg_catalog.to_jsonb(i) ->> 'inhdetachpending' = 'true'
                   THEN ' DETACH PENDING' ELSE '' END AS line
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
    WHERE c.oid = $oid AND c.relispartition
    UNION ALL
    SELECT 15, NULL, 0, '',
           coalesce('Partition constraint: ' || pg_catalog.pg_get_partition_constraintdef($oid),
                    'No partition constraint')
    FROM pg_catalog.pg_class c
    WHERE $details AND c.oid = $oid AND c.relispartition
    UNION ALL
    SELECT 20, NULL, 0, '', 'Partition key: ' || pg_catalog.pg_get_partkeydef(c.oid)
    FROM pg_catalog.pg_class c
    WHERE c.oid = $oid AND c.relkind = 'p'
    UNION ALL
    SELECT 30, NULL, 0, '', 'Owning table: "' || n.nspname || '.' || c.relname || '"'
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.reltoastrelid = $oid
    UNION ALL
    -- An index itself.
    SELECT 40, NULL, 0, '',
           CASE WHEN i.indisprimary THEN 'primary key, '
                WHEN i.indisunique AND pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct' = 'true'
                     THEN 'unique nulls not distinct, '
                WHEN i.indisunique THEN 'unique, ' ELSE '' END
           || m.amname || ', for table "' || n.nspname || '.' || t.relname || '"'
           || coalesce(', predicate ('
                       || pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) || ')', '')
           || CASE WHEN i.indisclustered THEN ', clustered' ELSE '' END
           || CASE WHEN i.indisvalid THEN '' ELSE ', invalid' END
           || CASE WHEN k.condeferrable THEN ', deferrable' ELSE '' END
           || CASE WHEN k.condeferred THEN ', initially deferred' ELSE '' END
           || CASE WHEN i.indisreplident THEN ', replica identity' ELSE '' END
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am m ON m.oid = c.relam
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_constraint k
           ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
    WHERE i.indexrelid = $oid
    UNION ALL
    SELECT 50, 'Indexes:', CASE WHEN i.indisprimary THEN 0 ELSE 1 END, c.relname,
           '    "' || c.relname || '"'
           || CASE WHEN k.contype = 'x' OR pg_catalog.to_jsonb(k) ->> 'conperiod' = 'true'
                   THEN ' ' || pg_catalog.pg_get_constraintdef(k.oid, true)
                   ELSE CASE WHEN i.indisprimary THEN ' PRIMARY KEY,'
                             WHEN k.contype = 'u' THEN ' UNIQUE CONSTRAINT,'
                             WHEN i.indisunique THEN ' UNIQUE,' ELSE '' END
                        || ' ' || coalesce(pg_catalog.substring(
                               pg_catalog.pg_get_indexdef(i.indexrelid, 0, true),
                               ' USING (.*)$'), '')
                        || CASE WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END
                        || CASE WHEN k.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END END
           || CASE WHEN i.indisclustered THEN ' CLUSTER' ELSE '' END
           || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
           || CASE WHEN i.indisreplident THEN ' REPLICA IDENTITY' ELSE '' END
           || coalesce(', tablespace "' || s.spcname || '"', '')
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
    LEFT JOIN pg_catalog.pg_constraint k
           ON k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
    WHERE i.indrelid = $oid
    UNION ALL
    SELECT 60, 'Check constraints:', 0, k.conname,
           '    "' || k.conname || '" ' || pg_catalog.pg_get_constraintdef(k.oid, true)
    FROM pg_catalog.pg_constraint k
    WHERE k.conrelid = $oid AND k.contype = 'c'
    UNION ALL
    SELECT 70, 'Foreign-key constraints:', CASE WHEN k.conrelid = $oid THEN 0 ELSE 1 END, k.conname,
           CASE WHEN k.conrelid = $oid THEN '    "'
                ELSE '    TABLE "' || k.conrelid::pg_catalog.regclass::text || '" CONSTRAINT "' END
           || k.conname || '" ' || pg_catalog.pg_get_constraintdef(k.oid, true)
    FROM pg_catalog.pg_constraint k
    WHERE (k.conrelid = $oid
           OR k.conrelid IN (SELECT relid FROM pg_catalog.pg_partition_ancestors($oid) AS a(relid)))
      AND k.contype = 'f' AND k.conparentid = 0
    UNION ALL
    SELECT 80, 'Referenced by:', 0, k.conname,
           '    TABLE "' || k.conrelid::pg_catalog.regclass::text || '" CONSTRAINT "' || k.conname
           || '" ' || pg_catalog.pg_get_constraintdef(k.oid, true)
    FROM pg_catalog.pg_constraint k
    WHERE (k.confrelid = $oid
           OR k.confrelid IN (SELECT relid FROM pg_catalog.pg_partition_ancestors($oid) AS a(relid)))
      AND k.contype = 'f' AND k.conparentid = 0
    UNION ALL
    SELECT 90, NULL, 0, '',
           'Policies (' || CASE WHEN c.relforcerowsecurity THEN 'forced ' ELSE '' END
           || 'row security enabled): (none)'
    FROM pg_catalog.pg_class c
    WHERE c.oid = $oid AND c.relrowsecurity
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid)
    UNION ALL
    SELECT 91,
           CASE WHEN NOT c.relrowsecurity THEN 'Policies (row security disabled):'
                WHEN c.relforcerowsecurity THEN 'Policies (forced row security enabled):'
                ELSE 'Policies:' END,
           0, p.polname,
           '    POLICY "' || p.polname || '"'
           || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
           || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT'
                            WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END
           || CASE WHEN p.polroles = '{0}' THEN ''
                   ELSE E'\n      TO ' || pg_catalog.array_to_string(ARRAY(
                            SELECT r.rolname FROM pg_catalog.pg_roles r
                            WHERE r.oid = ANY (p.polroles) ORDER BY 1), ',') END
           || coalesce(E'\n      USING ('
                       || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '')
           || coalesce(E'\n      WITH CHECK ('
                       || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
    FROM pg_catalog.pg_policy p
    JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
    WHERE p.polrelid = $oid
    UNION ALL
    SELECT 100, 'Statistics objects:', 0, n.nspname || ' ' || s.stxname,
           '    "' || n.nspname || '.' || s.stxname || '"'
           || pg_catalog.substring(pg_catalog.pg_get_statisticsobjdef(s.oid),
                                   '( [(][a-z, ]*[)] ON .*| ON .*)$')
           || CASE WHEN coalesce(pg_catalog.to_jsonb(s) ->> 'stxstattarget', '-1') <> '-1'
                   THEN '; STATISTICS ' || (pg_catalog.to_jsonb(s) ->> 'stxstattarget') ELSE '' END
    FROM pg_catalog.pg_statistic_ext s
    JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
    WHERE s.stxrelid = $oid
    UNION ALL
    SELECT CASE r.ev_enabled WHEN 'O' THEN 110 WHEN 'D' THEN 111 WHEN 'A' THEN 112 ELSE 113 END,
           CASE r.ev_enabled WHEN 'O' THEN 'Rules:' WHEN 'D' THEN 'Disabled rules:'
                             WHEN 'A' THEN 'Rules firing always:'
                             ELSE 'Rules firing on replica only:' END,
           0, r.rulename,
           '    ' || pg_catalog.substr(pg_catalog.rtrim(
                         pg_catalog.pg_get_ruledef(r.oid, true), ';'), 13)
    FROM pg_catalog.pg_rewrite r
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
    WHERE r.ev_class = $oid AND c.relkind NOT IN ('v', 'm')
    UNION ALL
    SELECT 120, 'Publications:', 0, p.pubname,
           '    "' || p.pubname || '"'
           || coalesce(' (' || (
                  SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY k.nth)
                  FROM pg_catalog.unnest(pg_catalog.string_to_array(
                           pg_catalog.translate(pg_catalog.to_jsonb(r) ->> 'prattrs', '[] ', ''), ','))
                       WITH ORDINALITY AS k(attnum, nth)
                  JOIN pg_catalog.pg_attribute a
                    ON a.attrelid = r.prrelid AND a.attnum = k.attnum::smallint) || ')', '')
           || coalesce(' WHERE ' || (pg_catalog.to_jsonb(v) ->> 'rowfilter'), '')
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN pg_catalog.pg_publication p
    LEFT JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid
    LEFT JOIN pg_catalog.pg_publication_tables v
           ON v.pubname = p.pubname AND v.schemaname = n.nspname AND v.tablename = c.relname
    WHERE c.oid = $oid
      AND (r.prrelid IS NOT NULL
           OR p.puballtables AND pg_catalog.pg_relation_is_publishable(c.oid)
           OR $in_schema)
    UNION ALL
    SELECT 125, 'View definition:', 0, '', pg_catalog.pg_get_viewdef(c.oid, true)
    FROM pg_catalog.pg_class c
    WHERE $details AND c.oid = $oid AND c.relkind IN ('v', 'm')
    UNION ALL
    SELECT 126, 'Rules:', 0, r.rulename,
           ' ' || pg_catalog.substr(pg_catalog.rtrim(
                      pg_catalog.pg_get_ruledef(r.oid, true), ';'), 13)
    FROM pg_catalog.pg_rewrite r
    JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
    WHERE $details AND r.ev_class = $oid AND c.relkind IN ('v', 'm') AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT CASE WHEN g.tgenabled = 'D' AND g.tgisinternal THEN 132
                ELSE CASE g.tgenabled WHEN 'D' THEN 131 WHEN 'A' THEN 133 WHEN 'R' THEN 134
                                      ELSE 130 END END,
           CASE WHEN g.tgenabled = 'D' AND g.tgisinternal THEN 'Disabled internal triggers:'
                ELSE CASE g.tgenabled WHEN 'D' THEN 'Disabled user triggers:'
                                      WHEN 'A' THEN 'Triggers firing always:'
                                      WHEN 'R' THEN 'Triggers firing on replica only:'
                                      ELSE 'Triggers:' END END,
           0, g.tgname,
           '    ' || pg_catalog.substring(pg_catalog.pg_get_triggerdef(g.oid, true),
                                          '^.*? TRIGGER (.*)$')
           || coalesce(', ON TABLE ' || (
                  SELECT u.tgrelid::pg_catalog.regclass::text
                  FROM pg_catalog.pg_trigger u,
                       pg_catalog.pg_partition_ancestors(g.tgrelid)
                           WITH ORDINALITY AS a(relid, depth)
                  WHERE u.tgname = g.tgname AND u.tgrelid = a.relid AND g.tgrelid <> u.tgrelid
                    AND coalesce(pg_catalog.to_jsonb(u) ->> 'tgparentid', '0') = '0'
                  ORDER BY a.depth LIMIT 1), '')
    FROM pg_catalog.pg_trigger g
    WHERE g.tgrelid = $oid AND (NOT g.tgisinternal OR g.tgenabled = 'D')
    UNION ALL
    SELECT 140, NULL, 0, '', 'Server: ' || s.srvname
    FROM pg_catalog.pg_foreign_table f
    JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    WHERE f.ftrelid = $oid
    UNION ALL
    SELECT 141, NULL, 0, '',
           'FDW options: (' || pg_catalog.array_to_string(ARRAY(
               SELECT pg_catalog.quote_ident(o.option_name) || ' '
                      || pg_catalog.quote_literal(o.option_value)
               FROM pg_catalog.pg_options_to_table(f.ftoptions) o), ', ') || ')'
    FROM pg_catalog.pg_foreign_table f
    WHERE f.ftrelid = $oid AND f.ftoptions IS NOT NULL
    UNION ALL
    SELECT 150, NULL, i.inhseqno, '',
           CASE WHEN pg_catalog.row_number() OVER (ORDER BY i.inhseqno) = 1
                THEN 'Inherits: ' ELSE '          ' END
           || c.oid::pg_catalog.regclass::text
           || CASE WHEN pg_catalog.row_number() OVER (ORDER BY i.inhseqno DESC) = 1
                   THEN '' ELSE ',' END
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
    WHERE i.inhrelid = $oid AND c.relkind NOT IN ('p', 'I')
    UNION ALL
    SELECT 160, NULL, 0, '',
           CASE WHEN c.relkind IN ('p', 'I') THEN 'Number of partitions: '
                ELSE 'Number of child tables: ' END
           || i.children || CASE WHEN i.children > 0 THEN E' (Use \\d+ to list them.)' ELSE '' END
    FROM pg_catalog.pg_class c,
         (SELECT pg_catalog.count(*) AS children FROM pg_catalog.pg_inherits
          WHERE inhparent = $oid) AS i
    WHERE c.oid = $oid AND CASE WHEN i.children > 0 THEN NOT $details
                                ELSE c.relkind IN ('p', 'I') END
    UNION ALL
    SELECT 161, NULL, i.nth, '',
           CASE i.nth WHEN 1 THEN i.label ELSE pg_catalog.regexp_replace(i.label, '.', ' ', 'g') END
           || i.child || CASE WHEN i.nth < i.children THEN ',' ELSE '' END
    FROM (
        SELECT CASE WHEN p.relkind IN ('p', 'I') THEN 'Partitions: '
                    ELSE 'Child tables: ' END AS label,
               pg_catalog.row_number() OVER (
                   ORDER BY pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT',
                            c.oid::pg_catalog.regclass::text) AS nth,
               pg_catalog.count(*) OVER () AS children,
               pg_catalog.concat_ws(' ', c.oid::pg_catalog.regclass::text,
                                    pg_catalog.pg_get_expr(c.relpartbound, c.oid))
               || CASE WHEN c.relkind IN ('p', 'I') THEN ', PARTITIONED' ELSE '' END
               || CASE pg_catalog.to_jsonb(h) ->> 'inhdetachpending' WHEN 'true'
                       THEN ' (DETACH PENDING)' ELSE '' END AS child
        FROM pg_catalog.pg_inherits h
        JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
        JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
        WHERE $details AND h.inhparent = $oid
    ) AS i
    UNION ALL
    SELECT 170, NULL, 0, '',
           'Typed table of type: ' || pg_catalog.format_type(c.reloftype, NULL)
    FROM pg_catalog.pg_class c
    WHERE c.oid = $oid AND c.reloftype <> 0
    UNION ALL
    SELECT 175, NULL, 0, '',
           'Replica Identity: ' || CASE c.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                                                       ELSE '???' END
    FROM pg_catalog.pg_class c
    WHERE $details AND c.oid = $oid AND c.relkind IN ('r', 'm')
      AND c.relreplident <> ALL (CASE WHEN c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace
                                      THEN '{i,n}' ELSE '{i,d}' END::"char"[])
    UNION ALL
    SELECT 180, NULL, 0, '', 'Tablespace: "' || s.spcname || '"'
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
    WHERE c.oid = $oid
    UNION ALL
    SELECT 185, NULL, 0, '', 'Access method: ' || m.amname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_am m ON m.oid = c.relam
    WHERE $details AND c.oid = $oid AND c.relkind <> 'i'
    UNION ALL
    SELECT 200, NULL, 0, '', 'Options: ' || pg_catalog.array_to_string(o.options, ', ')
    FROM (
        SELECT c.reloptions || ARRAY(SELECT 'toast.' || x.option
                                     FROM pg_catalog.unnest(t.reloptions) AS x (option)) AS options
        FROM pg_catalog.pg_class c
        LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
        WHERE $details AND c.oid = $oid
    ) AS o
    WHERE o.options <> '{}'
    UNION ALL
    SELECT 190, NULL, 0, '',
           CASE d.deptype WHEN 'i' THEN 'Sequence for identity column: ' ELSE 'Owned by: ' END
           || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.'
           || pg_catalog.quote_ident(a.attname)
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND d.objid = $oid AND d.deptype IN ('a', 'i')
) AS notes
ORDER BY place, nth, name COLLATE "C", line
