//! What a plan says of each statement.

use ::snapbox::str;
use cruddur_db::migrations::{Judge, SqlText, content};
use cruddur_db::model::StatementVerdict;

use super::{project, rows};
use crate::common::Postgres;

const FILES: [(&str, &str); 2] = [
    ("1_a.sql", "create table new (x int);\ncreate index on new (x);\n"),
    (
        "2_b.sql",
        "alter table t\n  add id uuid default gen_random_uuid();\ndrop table old;\n\
         create index i on t (x);\nselect f();\n",
    ),
];

#[test]
fn a_dry_run_judges_every_statement() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &FILES);
    sandbox.run(["migrate", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
2 migrations would be applied:
  db/migrations/1_a.sql: 2 statements
    db/migrations/1_a.sql:1:1: create table new (x int);  -- safe
    db/migrations/1_a.sql:2:1: create index on new (x);  -- safe
  db/migrations/2_b.sql: 4 statements
    db/migrations/2_b.sql:1:1: alter table t add id uuid default gen_random_uuid();  -- rewrites the table: the default may give every row a different value
    db/migrations/2_b.sql:3:1: drop table old;  -- loses data: the table and its rows are dropped
    db/migrations/2_b.sql:4:1: create index i on t (x);  -- long lock: writes are blocked while the index is built; CONCURRENTLY allows them
    db/migrations/2_b.sql:5:1: select f();  -- unknown effect: it calls functions
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let json = sandbox.run(["migrate", "--dry-run", "--format", "json"]).succeeded().json();
    let statement = &json["pending"][1]["statements"][1];
    assert_eq!(
        (statement["line"].as_i64(), statement["verdict"].as_str()),
        (Some(3), Some("loses_data"))
    );
    let run = sandbox.run(["migrate", "--dry-run", "--format", "github"]).succeeded();
    let annotations: Vec<&str> =
        run.stderr.lines().filter(|line| line.starts_with("::warning ")).collect();
    assert_eq!(annotations.len(), 4, "{run:?}");
    assert!(annotations[1].contains("2_b.sql,line=3,col=1::loses data"), "{run:?}");
}

#[test]
fn a_backup_comes_before_what_may_lose_data() {
    let database = Postgres::shared().database();
    let mut sandbox = project(&database, &[("1_a.sql", "create table t (x int)")]);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["migrate", "prod", "--confirm", &database.name]).succeeded();
    assert!(!run.stderr.contains("backup"), "{run:?}");
    sandbox.write("db/migrations/2_b.up.sql", "alter table t drop x");
    sandbox.write("db/migrations/2_b.down.sql", "alter table t add x int");
    let run = sandbox.run(["migrate", "prod", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("a backup would be kept in"), "{run:?}");
    let args = ["migrate", "prod", "--confirm", &database.name, "--format", "json"];
    let json = sandbox.run(args).succeeded().json();
    assert!(json["backup"].as_str().unwrap().ends_with(".sql.gz"), "{json}");
    let args = ["rollback", "prod", "--confirm", &database.name, "--format", "json"];
    assert!(sandbox.run(args).succeeded().json()["backup"].is_string());
    assert_eq!(rows(&database), "1|t");
}

/// The server is the judge: it gives a table that is written anew another file.
#[test]
fn what_is_not_said_to_rewrite_the_table_leaves_its_file() {
    let actions = [
        "add a text",
        "add a int not null default 3",
        "add a timestamptz default now()",
        "add a timestamptz default current_timestamp",
        "add a date default current_date",
        "add a text default lower('X')",
        "add a uuid default gen_random_uuid()",
        "add a float default random()",
        "add a timestamptz default clock_timestamp()",
        "add a bigserial",
        "add column a int generated always as identity",
        "add a int generated always as (x * 2) stored",
        "add a int unique",
        "add a int check (a > 0) default 1",
        "add a int default 1, add b int default (random() * 10)::int",
        "alter x type bigint",
        "alter column y type varchar(300)",
        "alter y type text",
        "alter y set data type text using upper(y)",
        "alter y set not null",
        "alter y drop not null",
        "alter x set default random()::int",
        "alter x drop default",
        "alter y set storage external",
        "alter y set statistics 100",
        "add check (x > 0)",
        "add constraint c check (x > 0) not valid",
        "add constraint c unique (x)",
        "drop y",
        "drop constraint t_pkey",
        "rename x to z",
        "rename to u",
        "set (fillfactor = 50)",
        "set unlogged",
        "enable row level security",
        "replica identity full",
        "disable trigger all",
        "cluster on t_pkey",
        "owner to current_user",
    ];
    let database = Postgres::shared().database();
    for action in actions {
        database.psql(
            "drop table if exists t, u; \
             create table t (x int primary key, y varchar(200)); \
             insert into t select n, n from generate_series(1, 50) n",
        );
        let statement = format!("alter table t {action}");
        let text = SqlText::of_file("1_a.sql".into(), statement.clone());
        let content = content(&text).unwrap();
        let verdict = Judge::default().judge(&content.statements()[0]).verdict;
        let rewritten = database.psql(&format!(
            "create temp table o as \
             select 't'::regclass::oid as oid, pg_relation_filenode('t') as file; \
             {statement}; select pg_relation_filenode(oid) <> file from o"
        ));
        match verdict {
            StatementVerdict::Rewrites if statement.contains(" type ") => {}
            StatementVerdict::Rewrites => assert_eq!(rewritten, "t", "{statement}"),
            _ => assert_eq!(rewritten, "f", "{statement}: {verdict:?}"),
        }
    }
}

/// The server is the judge: what is said to be safe leaves the rows as they were.
#[test]
fn what_is_said_to_be_safe_changes_no_row() {
    let texts = [
        "create temp table users as select 1 as id; delete from public.users",
        "insert into users values (1, 'b') on conflict (id) do update set name = excluded.name",
        "insert into log select drop_all()",
        "insert into log values (public.drop_all())",
        "create table arch as with d as (delete from users returning *) select * from d",
        "create materialized view arch as select drop_all()",
        "explain analyze delete from users",
        "explain (analyze) update users set name = null",
        "alter type pair drop attribute b cascade",
        "copy (delete from users returning *) to stdout",
        "prepare px as delete from users; execute px",
        "select drop_all() into arch",
        "select \"drop_all\"()",
        "create rule r as on insert to log do also delete from users; insert into log values (1)",
        "alter sequence counter restart",
        "alter table log add check (drop_all() = x)",
        "alter table users drop expression",
        "create table log2 (x int); alter table log2 add y int; insert into log2 select drop_all()",
        "create table parent (like users); alter table users inherit parent; delete from parent",
        "merge into users u using (select 1 as id) s on u.id = s.id when matched then delete",
        "select 1 \\; delete from users;",
        // What is safe.
        "insert into log values (7)",
        "create index on users (name)",
        "create table u2 (x int); insert into u2 values (1); delete from u2",
        "comment on table users is 'x'",
        "alter table users add bio text",
    ];
    let state = "select (select jsonb_agg(to_jsonb(u) - 'bio' order by id) from users u), \
                 (select jsonb_agg(to_jsonb(p)) from pairs p), \
                 (select last_value::text || is_called from counter)";
    let server = Postgres::shared();
    let database = server.database();
    let mut safe = 0;
    for text in texts.iter().filter(|text| !text.starts_with("merge") || server.major() >= 15) {
        database.psql(
            "drop schema public cascade; create schema public; \
             create table users (id int primary key, name text, expression text default 'e'); \
             insert into users values (1, 'a'); create table log (x int); \
             insert into log values (1); \
             create type pair as (a int, b int); create table pairs of pair; \
             create sequence counter; select nextval('counter'), nextval('counter'); \
             insert into pairs values (1, 2); \
             create function drop_all() returns int language sql as \
             'delete from public.users; select 1'",
        );
        let content = content(&SqlText::of_file("1_a.sql".into(), (*text).to_owned())).unwrap();
        let mut judge = Judge::default();
        let verdicts = content.statements().iter().map(|it| judge.judge(it).verdict);
        let is_safe = verdicts.max().unwrap() <= StatementVerdict::LocksLong;
        let before = database.psql(state);
        database.psql(&text.replace("\\;", ";"));
        assert_eq!(is_safe, database.psql(state) == before, "{text}");
        safe += usize::from(is_safe);
    }
    assert_eq!(safe, 5);
}
