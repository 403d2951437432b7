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
