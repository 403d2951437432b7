-- How Citus distributes the database that we are in: a row each for a node, a table that a dump
-- cannot distribute again, and a statement that does, in the order in which they can be made.
-- Partitions follow their table, and the tables of a distributed schema the schema. The first
-- table of a group of colocated ones says how many shards it has, the others that they lie with
-- it.
WITH tables AS (
    SELECT p.logicalrelid AS table_oid,
           format('%I.%I', n.nspname, c.relname) AS name,
           p.partmethod, p.repmodel, p.autoconverted, p.colocationid,
           CASE WHEN p.partkey IS NOT NULL
                THEN pg_catalog.column_to_column_name(p.logicalrelid, p.partkey) END AS key,
           first_value(format('%I.%I', n.nspname, c.relname)) OVER colocated AS leader,
           g.shardcount
    FROM pg_catalog.pg_dist_partition p
    JOIN pg_catalog.pg_class c ON c.oid = p.logicalrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_dist_colocation g ON g.colocationid = p.colocationid
    WHERE NOT c.relispartition AND n.nspname <> ALL ($schemas)
    WINDOW colocated AS (PARTITION BY p.colocationid, p.partmethod, p.repmodel
                         ORDER BY n.nspname, c.relname)
)
SELECT 0 AS place, 'node' AS kind, nodename || ':' || nodeport AS text
FROM pg_catalog.pg_dist_node WHERE groupid <> 0
UNION ALL
SELECT 1, 'left out', name || CASE partmethod WHEN 'r' THEN ' by range' ELSE ' by append' END
FROM tables WHERE partmethod IN ('r', 'a')
UNION ALL
SELECT 2, 'reference', format('SELECT pg_catalog.create_reference_table(%L)', name)
FROM tables WHERE partmethod = 'n' AND repmodel = 't'
UNION ALL
SELECT CASE WHEN name = leader THEN 3 ELSE 4 END, 'distributed',
       format('SELECT pg_catalog.create_distributed_table(%L, %L, %s)', name, key,
              CASE WHEN name = leader
                   THEN format('shard_count := %s, colocate_with := ''none''', shardcount)
                   ELSE format('colocate_with := %L', leader) END)
FROM tables WHERE partmethod = 'h'
UNION ALL
-- One shard, which has no key.
SELECT CASE WHEN name = leader THEN 3 ELSE 4 END, 'distributed',
       format('SELECT pg_catalog.create_distributed_table(%L, NULL, colocate_with := %L)', name,
              CASE WHEN name = leader THEN 'none' ELSE leader END)
FROM tables WHERE partmethod = 'n' AND repmodel = 's' AND key IS NULL AND shardcount = 1
UNION ALL
SELECT 5, 'local', format('SELECT pg_catalog.citus_add_local_table_to_metadata(%L)', name)
FROM tables
WHERE partmethod = 'n' AND repmodel = 's' AND shardcount IS NULL AND NOT autoconverted
UNION ALL
SELECT 6, 'function',
       format('SELECT pg_catalog.create_distributed_function(%L, %L%s)',
              (pg_catalog.pg_identify_object(o.classid, o.objid, 0)).identity,
              '$' || o.distribution_argument_index + 1,
              (SELECT format(', colocate_with := %L', min(leader)) FROM tables t
               WHERE t.colocationid = o.colocationid AND t.colocationid <> 0))
FROM pg_catalog.pg_dist_object o
JOIN pg_catalog.pg_proc f ON f.oid = o.objid
WHERE o.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
  AND o.distribution_argument_index IS NOT NULL
UNION ALL
-- They are there, and go to the nodes when they are made once more.
SELECT 8, 'view',
       format('CREATE OR REPLACE VIEW %I.%I%s AS%s', n.nspname, c.relname,
              ' WITH (' || array_to_string(c.reloptions, ', ') || ')',
              E'\n' || rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'))
FROM pg_catalog.pg_dist_object o
JOIN pg_catalog.pg_class c ON c.oid = o.objid AND c.relkind = 'v'
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
UNION ALL
SELECT 7, 'schema', format('SELECT pg_catalog.citus_schema_distribute(%L)', name)
FROM unnest($schemas) AS name
ORDER BY 1, 3
