//! `migrate`, `rollback` and `migration`.

mod cut_off;
mod elsewhere;
mod files;
mod kills;
mod locks;
mod other_tools;
mod redo;
mod repeatable;
mod rules;
mod sqlx;
mod steps;
mod structure;
mod trial;
mod two_parts;
mod verdicts;

use ::snapbox::str;

use crate::common::{Database, Postgres, Sandbox};

/// Versions that the table has, and whether they are done.
fn rows(database: &Database) -> String {
    database.psql("select version, success from _sqlx_migrations order by version")
}

/// A sandbox with these migrations.
fn project(database: &Database, files: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::with(database);
    for (name, text) in files {
        sandbox.write(&format!("db/migrations/{name}"), text);
    }
    sandbox
}

#[test]
fn files_run_in_the_order_of_their_versions() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[
            (
                "10_bio.up.sql",
                "alter table users add bio text;\ninsert into users values (1, 'x');",
            ),
            ("10_bio.down.sql", "alter table users drop bio;"),
            ("9_users.sql", "create table users (id int);"),
            ("README.md", "none"),
        ],
    );
    sandbox.run(["migrate", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
2 migrations would be applied:
  db/migrations/9_users.sql: 1 statement
    db/migrations/9_users.sql:1:1: create table users (id int);  -- safe
  db/migrations/10_bio.up.sql: 2 statements
    db/migrations/10_bio.up.sql:1:1: alter table users add bio text;  -- safe
    db/migrations/10_bio.up.sql:2:1: insert into users values (1, 'x');  -- safe
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql("select to_regclass('_sqlx_migrations'), to_regclass('users')"), "|");
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
applied db/migrations/9_users.sql: 1 statement ([TIME])
applied db/migrations/10_bio.up.sql: 2 statements ([TIME])
2 migrations applied ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(rows(&database), "9|t\n10|t");
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["migration", "status"]).succeeded();
    sandbox.run(["migration", "list"]).check(str![[r#"
exit 0
--- stdout
version  name   statements  down migration
9        users  1           no
10       bio    2           yes
no migrations: db/migrations/README.md

"#]]);
    let json = sandbox.run(["migrate", "--format", "json"]).succeeded().json();
    assert_eq!((&json["applied"], &json["pending"]), (&serde_json::json!([]), &0.into()));
}

#[test]
fn an_error_has_its_place_and_says_what_is_applied() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[
            ("1_a.sql", "create table a (x int);"),
            ("2_b.sql", "create table b (x int);\nalter table a\n  add y inte;"),
            ("3_c.sql", "create table c (x int);"),
        ],
    );
    sandbox.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/2_b.sql:3:9: type "inte" does not exist (SQLSTATE 42704)
3 |   add y inte;
  |         ^
detail: 1 of the 3 pending applied, up to db/migrations/1_a.sql

"#]]);
    assert_eq!(rows(&database), "1|t");
    // Neither what stands before the error, nor what was on its way behind it.
    assert_eq!(database.psql("select to_regclass('b'), to_regclass('c')"), "|");
    let run = sandbox.run(["migrate", "--format", "json"]).ended_with(1);
    assert!(run.stderr.contains("\"line\":3") && run.stderr.contains("none of the 2"), "{run:?}");
    sandbox.write("db/migrations/2_b.sql", "create table b (x int);");
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
}

#[test]
fn each_file_finds_the_session_as_new() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[
            ("1_a.sql", "create schema other; set search_path = other; create table t (x int);"),
            ("2_b.sql", "set role pg_monitor; select 1;"),
            ("3_c.sql", "create table t (y int); create temp table z (x int);"),
            ("4_d.sql", "create temp table z (x int); set local lock_timeout = 0;"),
        ],
    );
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(
        database.psql("select to_regclass('public.t'), to_regclass('other.t')"),
        "t|other.t"
    );
    // The table of migrations is where it was, whatever search_path a file has set.
    assert_eq!(database.psql("select count(*) from public._sqlx_migrations"), "4");
}

#[test]
fn to_and_steps_stop_where_they_say() {
    let database = Postgres::shared().database();
    let files = ["1_a.sql", "2_b.sql", "3_c.sql", "4_d.sql"].map(|file| (file, "select 1"));
    let sandbox = project(&database, &files);
    let run = sandbox.run(["migrate", "--steps", "1"]).succeeded();
    assert!(run.stdout.contains("1 migration applied") && run.stdout.contains("3 more pending"));
    sandbox.run(["migrate", "--to", "3"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
    let run = sandbox.run(["migrate", "--steps", "0"]).succeeded();
    assert_eq!(run.stdout, "no migrations selected; 1 is pending\n");
    let run = sandbox.run(["migrate", "--steps", "0", "--dry-run"]).succeeded();
    assert_eq!(run.stdout, "no migrations selected; 1 is pending\n");
    let run = sandbox.run(["migrate", "--to", "7"]).ended_with(2);
    assert!(run.stderr.contains("there is no migration of version 7"), "{run:?}");
    let run = sandbox.run(["migration", "status", "--fail-on", "pending"]).ended_with(1);
    assert!(run.stdout.contains("4 migrations, 1 pending"), "{run:?}");
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["migration", "status", "--fail-on", "pending"]).succeeded();
}

#[test]
fn all_in_one_transaction_is_all_or_nothing() {
    let database = Postgres::shared().database();
    let sandbox =
        project(&database, &[("1_a.sql", "create table a (x int)"), ("2_b.sql", "select 1 / 0")]);
    let run = sandbox.run(["migrate", "--tx", "all"]).ended_with(1);
    assert!(run.stderr.contains("db/migrations/2_b.sql:1:"), "{run:?}");
    assert!(run.stderr.contains("none of the 2 pending is applied"), "{run:?}");
    assert_eq!(database.psql("select to_regclass('a')"), "");
    assert_eq!(rows(&database), "");
    sandbox.write("db/migrations/2_b.sql", "insert into a values (1)");
    let xids = "select count(distinct xmin::text) from _sqlx_migrations";
    sandbox.run(["migrate", "--tx", "all"]).succeeded();
    assert_eq!(database.psql(xids), "1");
}

#[test]
fn a_check_runs_everything_and_leaves_nothing() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[("1_a.sql", "create table a (x int)"), ("2_b.sql", "insert into a values (1)")],
    );
    let run = sandbox.run(["migrate", "--check"]).succeeded();
    assert!(run.stdout.contains("2 migrations ran and rolled back"), "{run:?}");
    assert_eq!(database.psql("select to_regclass('a'), to_regclass('_sqlx_migrations')"), "|");
    sandbox.write("db/migrations/2_b.sql", "insert into a values ('x')");
    sandbox.run(["migrate", "--check"]).ended_with(1);
}

#[test]
fn a_rollback_takes_the_newest_back() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[
            ("1_a.up.sql", "create table a (x int)"),
            ("1_a.down.sql", "drop table a"),
            ("2_b.up.sql", "create table b (x int)"),
            ("2_b.down.sql", "drop table b"),
            ("3_c.sql", "create table c (x int)"),
        ],
    );
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/3_c.sql cannot be rolled back: it has no down migration
hint: nothing was changed; to roll back, create 3_c.down.sql

"#]]);
    sandbox.write("db/migrations/3_c.down.sql", "drop table c");
    sandbox.run(["rollback", "--steps", "2"]).check(str![[r#"
exit 0
--- stdout
rolled back db/migrations/3_c.down.sql: 1 statement ([TIME])
rolled back db/migrations/2_b.down.sql: 1 statement ([TIME])
2 migrations rolled back ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(rows(&database), "1|t");
    assert_eq!(database.psql("select to_regclass('b'), to_regclass('c')"), "|");
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["rollback", "--to", "5"]).ended_with(2);
    sandbox.run(["rollback", "--to", "1"]).succeeded();
    assert_eq!(rows(&database), "1|t");
    sandbox.run(["rollback", "--to", "0"]).succeeded();
    assert_eq!(rows(&database), "");
    let run = sandbox.run(["rollback"]).succeeded();
    assert!(run.stdout.contains("nothing to do: no migration is applied"), "{run:?}");
    sandbox.run(["migrate"]).succeeded();
    for args in [["--steps", "0"], ["--to", "3"]] {
        let run = sandbox.run(["rollback"].into_iter().chain(args)).succeeded();
        assert_eq!(run.stdout, "no migrations selected; 3 are applied\n");
    }
}

#[test]
fn a_way_back_that_fails_changes_nothing() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[
            ("1_a.up.sql", "create table a (x int)"),
            ("1_a.down.sql", "drop table a;\ndrop table nonsense;"),
        ],
    );
    sandbox.run(["migrate"]).succeeded();
    let run = sandbox.run(["rollback"]).ended_with(1);
    assert!(run.stderr.contains("db/migrations/1_a.down.sql:2:"), "{run:?}");
    assert_eq!(
        (rows(&database).as_str(), database.psql("select to_regclass('a')").as_str()),
        ("1|t", "a")
    );
}

#[test]
fn a_protected_environment_wants_the_name() {
    let database = Postgres::shared().database();
    let mut sandbox = project(&database, &[("1_a.sql", "create table a (x int)")]);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["migrate", "prod", "--no-backup"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
1 migration would be applied:
  db/migrations/1_a.sql: 1 statement
    db/migrations/1_a.sql:1:1: create table a (x int)  -- safe
error: confirmation needed: 1 migration would be applied on database [DB] of prod
hint: confirm with: `cruddur-db migrate prod --no-backup --confirm [DB]`

"#]]);
    assert_eq!(database.psql("select to_regclass('_sqlx_migrations')"), "");
    sandbox.run(["migrate", "prod", "--no-backup", "--confirm", "other"]).ended_with(4);
    sandbox.run(["migrate", "prod", "--no-backup", "--confirm", &database.name]).succeeded();
    assert_eq!(rows(&database), "1|t");
}

#[test]
fn wherever_one_fails_those_before_it_stay_and_those_behind_it_do_not_run() {
    let database = Postgres::shared().database();
    database.psql(
        "create table t (x int primary key deferrable initially deferred); \
         create table log (version int); insert into t values (0)",
    );
    let failures = [
        ("select nonsense", "column \"nonsense\" does not exist"),
        ("selec 1", "syntax error"),
        ("insert into t values (0)", "3_x.sql: duplicate key value"),
        ("do $$ begin raise 'no'; end $$", "no"),
        ("copy t from stdin;\nx\n\\.\n", "invalid input syntax"),
        ("select 1; rollback; select 2", "rolls back midway"),
        ("drop table _sqlx_migrations", "_sqlx_migrations"),
        ("\\i nowhere.sql", "nowhere.sql"),
        ("set role nobody_at_all", "nobody_at_all"),
    ];
    for (failure, said) in failures {
        let files: Vec<(String, String)> = (1..=6)
            .map(|version| {
                let text = format!("insert into log values ({version});\n");
                let more = if version == 3 { failure } else { "" };
                (format!("{version}_x.sql"), text + more)
            })
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let sandbox = project(&database, &files);
        let run = sandbox.run(["migrate"]);
        assert!(run.status != Some(0) && run.stderr.contains(said), "{failure}: {run:?}");
        let applied = if run.status == Some(2) { "" } else { "1 2" };
        let log = "select string_agg(version::text, ' ' order by version) from log";
        assert_eq!(database.psql(log), applied, "{failure}: {run:?}");
        database.psql("drop table if exists _sqlx_migrations; truncate log");
    }
}

/// The server lets a new value be used once its transaction is committed.
#[test]
fn a_new_value_of_an_enum_needs_an_own_transaction() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[
            ("1_e.up.sql", "create type e as enum ('a'); create table t (e e);"),
            ("1_e.down.sql", "drop table t; drop type e;"),
            ("2_b.up.sql", "alter type e add value if not exists 'b';"),
            ("2_b.down.sql", "select 1;"),
            ("3_t.up.sql", "insert into t values ('b');"),
            ("3_t.down.sql", "delete from t;"),
        ],
    );
    sandbox.run(["migrate", "--to", "1"]).succeeded();
    for (args, hint) in [
        (["migrate", "--tx", "all"].as_slice(), "hint: remove --tx all, so that each migration"),
        (&["migrate", "--check"], "hint: --check runs everything in one transaction"),
    ] {
        let run = sandbox.run(args.iter().copied()).ended_with(1);
        assert!(run.stderr.contains(hint) && !run.stderr.contains("no-transaction"), "{run:?}");
    }
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql("table t"), "b");
    // One file needs the line.
    let both = "alter type e add value 'c';\ninsert into t values ('c');\n";
    sandbox.write("db/migrations/4_c.sql", both);
    for args in [["migrate", "--tx", "all"].as_slice(), &["migrate"]] {
        let run = sandbox.run(args.iter().copied()).ended_with(1);
        assert!(run.stderr.contains("no-transaction"), "{run:?}");
    }
}
