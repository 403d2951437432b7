//! What a plan says of each statement.

use ::snapbox::str;

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
    db/migrations/2_b.sql:1:1: alter table t add id uuid default gen_random_uuid();  -- rewrites the table: the default may give every row a value of its own
    db/migrations/2_b.sql:3:1: drop table old;  -- loses data: the table goes with its rows
    db/migrations/2_b.sql:4:1: create index i on t (x);  -- locks it long: nobody writes while the index is built; CONCURRENTLY lets them
    db/migrations/2_b.sql:5:1: select f();  -- cannot be told: it calls functions
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
