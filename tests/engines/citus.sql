-- What of Citus is asked for, in a database without it: its row among the extensions, its tables
-- and functions, as its documentation has them. The functions note how they were called.
SET allow_system_table_mods = on;
SET client_min_messages = warning;
CREATE TABLE pg_catalog.pg_dist_node (groupid int, nodename text, nodeport int);
CREATE TABLE pg_catalog.pg_dist_partition (
    logicalrelid regclass, partmethod "char", partkey text, colocationid int, repmodel "char",
    autoconverted bool DEFAULT false
);
CREATE TABLE pg_catalog.pg_dist_colocation (colocationid int, shardcount int);
CREATE TABLE pg_catalog.pg_dist_schema (schemaid oid, colocationid int);
CREATE TABLE pg_catalog.pg_dist_object (
    classid oid, objid oid, distribution_argument_index int, colocationid int
);
CREATE TABLE pg_catalog.citus_lock_waits (waiting_gpid int8, blocking_gpid int8);
CREATE TABLE pg_catalog.citus_calls (call text);
CREATE FUNCTION pg_catalog.column_to_column_name(regclass, text) RETURNS text
    LANGUAGE sql AS 'SELECT $2';
CREATE FUNCTION pg_catalog.citus_pid_for_gpid(int8) RETURNS int4
    LANGUAGE sql AS 'SELECT ($1 % 10000000000)::int4';
CREATE FUNCTION pg_catalog.citus_nodeid_for_gpid(int8) RETURNS int4
    LANGUAGE sql AS 'SELECT ($1 / 10000000000)::int4';
CREATE FUNCTION pg_catalog.citus_backend_gpid() RETURNS int8
    LANGUAGE sql AS 'SELECT 10000000000 + pg_backend_pid()';
CREATE FUNCTION pg_catalog.create_reference_table(regclass) RETURNS void
    LANGUAGE sql AS 'INSERT INTO pg_catalog.citus_calls VALUES (''reference '' || $1)';
CREATE FUNCTION pg_catalog.create_distributed_table(
    regclass, text, shard_count int DEFAULT NULL, colocate_with text DEFAULT 'default'
) RETURNS void LANGUAGE sql AS
    'INSERT INTO pg_catalog.citus_calls
     SELECT concat_ws('' '', ''distributed'', $1, $2, $3, $4, ''with'', count(*))
     FROM pg_class WHERE oid = $1 AND NOT relhasindex';
CREATE FUNCTION pg_catalog.create_distributed_function(
    regprocedure, text, colocate_with text DEFAULT 'default'
) RETURNS void LANGUAGE sql AS
    'INSERT INTO pg_catalog.citus_calls VALUES (concat_ws('' '', ''function'', $1, $2, $3))';
CREATE FUNCTION pg_catalog.citus_schema_distribute(regnamespace) RETURNS void
    LANGUAGE sql AS 'INSERT INTO pg_catalog.citus_calls VALUES (''schema '' || $1)';
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
VALUES (99999, 'citus', 10, 11, false, '12.1-1');
INSERT INTO pg_depend
SELECT 'pg_class'::regclass, oid, 0, 'pg_extension'::regclass, 99999, 0, 'e'
FROM pg_class WHERE relnamespace = 11 AND oid >= 16384
UNION ALL
SELECT 'pg_proc'::regclass, oid, 0, 'pg_extension'::regclass, 99999, 0, 'e'
FROM pg_proc WHERE pronamespace = 11 AND oid >= 16384;
INSERT INTO pg_catalog.pg_dist_node VALUES (0, 'here', 5432), (1, 'w1', 5432), (2, 'w2', 5433);
