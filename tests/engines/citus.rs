//! Citus, of which a database here has what is asked for. Everything was done by hand with a
//! real one, too.

use snapbox::str;

use crate::common::{Database, Pgbouncer, Postgres, Sandbox};
use crate::pooler::{ROUND_ROBIN, spread};

/// Tables of every kind.
const TABLES: &str = "create table r (id int primary key);
    create table d (k int, id int, primary key (k, id));
    create table e (k int, r int references r);
    create table one (id int);
    create table by_range (id int);
    insert into d values (1, 1); insert into r values (1);
    insert into pg_dist_colocation values (1, 1), (2, 32), (3, 1);
    insert into pg_dist_partition values
        ('r', 'n', null, 1, 't'), ('d', 'h', 'k', 2, 's'), ('e', 'h', 'k', 2, 's'),
        ('one', 'n', null, 3, 's'), ('by_range', 'r', 'id', 0, 's');
    create view v with (security_barrier) as select 1 as k;
    create function f(id int, k int) returns int language sql as 'select 1';
    create schema app; create table app.t (id int);
    insert into pg_dist_partition values ('app.t', 'n', null, 4, 's');
    insert into pg_dist_schema values ('app'::regnamespace, 4);
    insert into pg_dist_object values
        ('pg_class'::regclass, 'v'::regclass, null, null),
        ('pg_proc'::regclass, 'f(int, int)'::regprocedure, 1, 2);";

fn distributed() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    database.psql(include_str!("citus.sql"));
    let mut sandbox = Sandbox::with(&database);
    let options = "?options=-c%20citus.version%3D12.1.12";
    sandbox.set("CONNECTION_URL", format!("{}{options}", database.url()));
    (database, sandbox)
}

fn calls(database: &Database) -> Vec<String> {
    let calls = database.psql("select call from citus_calls");
    calls.lines().map(str::to_owned).collect()
}

#[test]
fn a_dump_distributes_the_tables_while_they_are_empty() {
    let (database, mut sandbox) = distributed();
    database.psql(TABLES);
    let run = sandbox.run(["dump", "d.sql"]).succeeded();
    assert!(
        run.stderr.contains("does not contain the nodes of Citus or the shard placement"),
        "{}",
        run.stderr
    );
    let dump = std::fs::read_to_string(sandbox.work().join("d.sql")).unwrap();
    let begin = dump.find("-- How Citus").unwrap();
    let end = begin + dump[begin..].find("-- PostgreSQL database dump").unwrap();
    let table = dump.find("CREATE TABLE public.d").unwrap();
    let rows = dump.find("COPY public.d").unwrap();
    let key = dump.find("PRIMARY KEY").unwrap();
    assert!(table < begin && end < rows && rows < key, "{dump}");
    snapbox::assert_data_eq!(
        dump[begin..end].trim_end_matches("\n--\n"),
        str![[r#"
-- How Citus distributes the tables. Not included: the nodes and the shard placement.
--
-- node: w1:5432
-- node: w2:5433
-- not restored: public.by_range by range

SET citus.multi_shard_modify_mode TO 'sequential';
SELECT pg_catalog.create_reference_table('public.r');
SELECT pg_catalog.create_distributed_table('public.d', 'k', shard_count := 32, colocate_with := 'none');
SELECT pg_catalog.create_distributed_table('public.one', NULL, colocate_with := 'none');
SELECT pg_catalog.create_distributed_table('public.e', 'k', colocate_with := 'public.d');
SELECT pg_catalog.create_distributed_function('public.f(integer,integer)', '$2', colocate_with := 'public.d');
SELECT pg_catalog.citus_schema_distribute('app');
CREATE OR REPLACE VIEW public.v WITH (security_barrier=true) AS
 SELECT 1 AS k;

"#]]
    );
    sandbox.run(["dump", "d.sql.gz"]).succeeded();
    let packed = std::fs::File::open(sandbox.work().join("d.sql.gz")).unwrap();
    let packed = std::io::read_to_string(flate2::read::MultiGzDecoder::new(packed)).unwrap();
    assert_eq!(packed, dump);
    assert_eq!(sandbox.run(["dump", "--quiet"]).succeeded().stdout, dump);
    let data = sandbox.run(["dump", "--data-only", "--quiet"]).succeeded().stdout;
    assert!(data.contains("COPY public.d") && !data.contains("Citus"), "{data}");
    let schema = sandbox.run(["dump", "--schema-only", "--quiet"]).succeeded().stdout;
    assert!(schema.contains("create_reference_table") && !schema.contains("COPY"), "{schema}");
    // Through a pooler, where each pg_dump has a session of ours, they all see the same as well.
    database.psql(&format!("alter database {} set citus.version = '12.1.12'", database.name));
    let pooler = Pgbouncer::start(Postgres::shared(), ROUND_ROBIN, &[]);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    spread(&pooler.url(&database.name));
    assert_eq!(sandbox.run(["dump", "--quiet"]).succeeded().stdout, dump);
}

#[test]
fn a_dump_through_a_pooler_is_the_same() {
    let (database, mut sandbox) = distributed();
    database.psql(TABLES);
    let dump = sandbox.run(["dump", "--quiet"]).succeeded().stdout;
    let pooler = Pgbouncer::start(Postgres::shared(), ROUND_ROBIN, &[]);
    let url = pooler.url(&database.name);
    spread(&url);
    sandbox.set("CONNECTION_URL", url);
    let pooled = sandbox.run(["dump", "--quiet"]).succeeded().stdout;
    assert!(dump.contains("create_reference_table"));
    assert_eq!(pooled, dump);
}

#[test]
fn a_restore_empties_the_database_and_keeps_its_nodes() {
    let (database, sandbox) = distributed();
    database.psql(TABLES);
    sandbox.run(["dump", "--quiet", "d.sql"]).succeeded();
    database.psql("create table later (id int); create schema s; create view s.v as select 1");
    let oid = "select oid from pg_database where datname = current_database()";
    let before = database.psql(oid);
    let run = sandbox.run(["restore", "d.sql"]).succeeded();
    for part in [
        "distributed by Citus over 2 nodes (w1:5432, w2:5433): 4 distributed tables, 1 reference",
        "but not the nodes or the shard placement",
        "a dump does not contain public.by_range by range",
        "its tables are distributed by Citus: the database is emptied and loaded in place",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert_eq!(database.psql(oid), before);
    assert_eq!(database.psql("select count(*) from pg_dist_node"), "3");
    assert_eq!(database.psql("select count(*) from d"), "1");
    assert_eq!(
        database.psql("select to_regclass('later') is null, to_regclass('s.v') is null"),
        "t|t"
    );
    // The tables had no keys and no rows yet.
    assert_eq!(
        calls(&database),
        [
            "reference public.r",
            "distributed public.d k 32 none with 1",
            "distributed public.one none with 1",
            "distributed public.e k public.d with 1",
            "function public.f(integer,integer) $2 public.d",
            "schema app",
        ]
    );
}

/// Citus sends DDL on as the client's whole message.
#[test]
fn each_statement_is_a_message_of_its_own() {
    let (database, sandbox) = distributed();
    let statement = "create table seen as select current_query() as sql";
    sandbox.write("a.sql", format!("select 1; {statement}; create index on seen (sql);"));
    sandbox.run(["schema-load", "--quiet", "a.sql"]).succeeded();
    assert_eq!(database.psql("select sql from seen").trim_end_matches(';'), statement);
}

#[test]
fn what_a_drop_leaves_on_the_nodes_is_said() {
    let (database, sandbox) = distributed();
    let run = sandbox.run(["drop"]).succeeded();
    let said = format!("the nodes of Citus keep their {}: w1:5432, w2:5433", "[DB]");
    assert!(run.stderr.replace(&database.name, "[DB]").contains(&said), "{}", run.stderr);
}

#[test]
fn a_failed_restore_leaves_a_distributed_database_as_it_was() {
    let (database, sandbox) = distributed();
    database.psql(TABLES);
    sandbox.write("bad.sql", "create table x (id int); select 1 / 0;");
    sandbox.run(["restore", "--quiet", "bad.sql"]).ended_with(1);
    assert_eq!(database.psql("select count(*) from d"), "1");
    assert_eq!(database.psql("select to_regclass('x') is null"), "t");
}

#[test]
fn the_built_in_schema_is_the_one_for_citus() {
    let (database, sandbox) = distributed();
    let run = sandbox.run(["schema-load", "--check", "--quiet"]).succeeded();
    assert!(run.stdout.contains("built-in citus.sql"), "{}", run.stdout);
    let run = sandbox.run(["schema-load", "--dry-run", "--quiet"]).succeeded();
    assert_eq!(run.stdout, "Cruddur's built-in citus.sql would be loaded\n");
    sandbox.run(["schema-load", "--quiet"]).succeeded();
    let wanted = ["reference users", "distributed activities user_uuid default with 0"];
    assert_eq!(calls(&database)[..], wanted);
    sandbox.run(["seed", "--quiet"]).succeeded();
    let run = sandbox.run(["setup"]).succeeded();
    assert!(run.stderr.contains("built-in citus.sql"), "{}", run.stderr);
    assert_eq!(calls(&database).len(), 4);
    assert_eq!(database.psql("select count(*) from activities"), "2");
    let columns = "select string_agg(a.attname, ',' order by a.attnum) from pg_index i
        join pg_attribute a on a.attrelid = i.indexrelid
        where i.indisprimary and i.indrelid = 'activities'::regclass";
    assert_eq!(database.psql(columns), "user_uuid,uuid");
}

#[test]
fn a_backup_has_the_calls_too() {
    let (database, mut sandbox) = distributed();
    database.psql(TABLES);
    let url = sandbox.environment()[std::ffi::OsStr::new("CONNECTION_URL")].clone();
    sandbox.set("PROD_CONNECTION_URL", url).unset("CONNECTION_URL");
    let args = ["setup", "--env", "prod", "--confirm", &database.name];
    sandbox.write("schema/schema.sql", "create table x (id int);");
    sandbox.write("seeds/seed.sql", "insert into x values (1);");
    sandbox.run(args).succeeded();
    assert_eq!(database.psql("select to_regclass('d') is null"), "t");
    let args = ["restore", "--env", "prod", "--last", "--confirm", &database.name];
    sandbox.run(args).succeeded();
    assert_eq!(calls(&database).len(), 6);
    assert_eq!(database.psql("select count(*) from d"), "1");
}

#[test]
fn who_waits_on_another_node_is_seen() {
    let (database, sandbox) = distributed();
    let mut sessions = [database.after(&["begin"]), database.after(&["begin"])];
    let pids = database.psql(
        "select string_agg(pid::text, ' ' order by backend_start) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'",
    );
    let (first, second) = pids.split_once(' ').unwrap();
    database.psql(&format!(
        "insert into citus_lock_waits values
             (10000000000 + {second}, 10000000000 + {first}), (20000000000 + {first}, 1)"
    ));
    let run = sandbox.run(["sessions", "--blocking", "--format", "json"]).succeeded();
    let json = run.json();
    assert_eq!(json[0]["process_id"].to_string(), first);
    assert_eq!(json[0]["blocks"][0]["process_id"].to_string(), second);
    assert_eq!(json[0]["blocked_by"].as_array().map(Vec::len), Some(0));
    for session in &mut sessions {
        session.kill().unwrap();
        session.wait().unwrap();
    }
}
