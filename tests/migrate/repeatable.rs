//! Views and functions that run again when they have changed.

use std::process::Stdio;

use ::snapbox::str;

use super::{project, rows};
use crate::common::{Database, Pgbouncer, Postgres, Sandbox};

const VIEW: &str = "drop view if exists names;\ncreate view names as select x from t;\n";

fn noted(database: &Database) -> String {
    database.psql("select string_agg(name, ' ' order by name) from _cruddur_repeatable")
}

/// Counts how often a file ran.
fn counting(sandbox: &Sandbox, name: &str, more: &str) {
    let text = format!("insert into runs values ('{name}');\n{more}");
    sandbox.write(&format!("db/migrations/repeatable/{name}.sql"), text);
}

#[test]
fn they_run_last_by_name_and_again_when_changed() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_t.sql", "create table t (x int);")]);
    let file = |name: &str, text: &str| {
        sandbox.write(&format!("db/migrations/repeatable/{name}"), text);
    };
    file("b_more.sql", "create or replace view more as select * from names;");
    file("a_names.sql", VIEW);
    file("README.md", "none");
    sandbox.run(["migration", "list"]).check(str![[r#"
exit 0
--- stdout
version  name  statements  down migration
1        t     1           no
repeatable   statements
a_names.sql  2
b_more.sql   1
no migrations: db/migrations/repeatable/README.md

"#]]);
    sandbox.run(["migrate", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
1 migration and 2 repeatable files would be applied:
  db/migrations/1_t.sql: 1 statement
    db/migrations/1_t.sql:1:1: create table t (x int);  -- safe
  db/migrations/repeatable/a_names.sql: 2 statements
    db/migrations/repeatable/a_names.sql:1:1: drop view if exists names;  -- safe
    db/migrations/repeatable/a_names.sql:2:1: create view names as select x from t;  -- safe
  db/migrations/repeatable/b_more.sql: 1 statement
    db/migrations/repeatable/b_more.sql:1:1: create or replace view more as select * from names;  -- safe
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql("select to_regclass('_cruddur_repeatable')"), "");
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
applied db/migrations/1_t.sql: 1 statement ([TIME])
applied db/migrations/repeatable/a_names.sql: 2 statements ([TIME])
applied db/migrations/repeatable/b_more.sql: 1 statement ([TIME])
1 migration and 2 repeatable files applied ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
notice: view "names" does not exist, skipping

"#]]);
    assert_eq!(noted(&database), "a_names.sql b_more.sql");
    // The columns of a view can be added to, in its place.
    sandbox.write("db/migrations/2_y.sql", "alter table t add y int;");
    file("a_names.sql", "create or replace view names as select x, y from t;\n");
    file("b_more.sql", "\u{feff}create or replace view more as select * from names;");
    let run = sandbox.run(["migration", "status", "--fail-on", "pending"]).ended_with(1);
    assert!(run.stdout.contains("a_names.sql  pending, changed since"), "{run:?}");
    assert!(run.stdout.contains("2 repeatable files, 1 pending"), "{run:?}");
    let json = sandbox.run(["migrate", "--format", "json"]).succeeded().json();
    let applied = json["applied"].as_array().unwrap();
    let names: Vec<_> = applied.iter().map(|it| (&it["version"], &it["name"])).collect();
    let null = serde_json::Value::Null;
    assert_eq!(names, [(&2.into(), &"y".into()), (&null, &"a_names.sql".into())]);
    std::fs::remove_file(sandbox.work().join("db/migrations/repeatable/b_more.sql")).unwrap();
    let run = sandbox.run(["migration", "status", "--fail-on", "pending"]).succeeded();
    assert!(run.stdout.contains("b_more.sql   applied, no file"), "{run:?}");
    let run = sandbox.run(["migrate"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
    assert_eq!(noted(&database), "a_names.sql b_more.sql");
}

#[test]
fn they_wait_for_all_versions() {
    let database = Postgres::shared().database();
    let sandbox = project(
        &database,
        &[("1_t.sql", "create table t (x int);"), ("2_y.sql", "alter table t add y int;")],
    );
    sandbox.write("db/migrations/repeatable/v.sql", "create view v as select y from t;");
    let run = sandbox.run(["migrate", "--to", "1"]).succeeded();
    assert!(run.stdout.contains("1 migration applied") && run.stdout.contains("2 more pending"));
    let run = sandbox.run(["migrate", "--check"]).succeeded();
    assert!(
        run.stdout.contains("1 migration and 1 repeatable file ran and rolled back"),
        "{run:?}"
    );
    sandbox.run(["migrate", "--tx", "all"]).succeeded();
    assert_eq!(noted(&database), "v.sql");
}

#[test]
fn one_that_fails_is_not_noted() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.write("db/migrations/repeatable/a.sql", "select 1;");
    sandbox.write("db/migrations/repeatable/b.sql", "select 2;\ncreate view v as select z from t;");
    sandbox.write("db/migrations/repeatable/c.sql", "select 3;");
    sandbox.run(["migrate"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/repeatable/b.sql:2:25: column "z" does not exist (SQLSTATE 42703)
2 | create view v as select z from t;
  |                         ^
detail: 2 of the 4 pending applied, up to db/migrations/repeatable/a.sql

"#]]);
    assert_eq!((rows(&database).as_str(), noted(&database).as_str()), ("1|t", "a.sql"));
    sandbox.write("db/migrations/repeatable/b.sql", "vacuum t;");
    sandbox.run(["migrate"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/repeatable/b.sql would run without a transaction
hint: a repeatable file shares a transaction with its row; make it a migration

"#]]);
}

#[test]
fn the_table_is_beside_sqlxs() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[]);
    sandbox.write("sqlx.toml", "[migrate]\ntable-name = 'Admin.x'\ncreate-schemas = ['admin']\n");
    sandbox.write(
        "db/migrations/repeatable/a.sql",
        "set search_path = pg_catalog; select 1; set role pg_monitor;",
    );
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql("select name from admin._cruddur_repeatable"), "a.sql");
}

fn at_once(url: &str, database: &Database) {
    database.psql("create table runs (name text)");
    let mut sandbox = project(database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.set("CONNECTION_URL", url);
    for name in ["a", "b", "c"] {
        counting(&sandbox, name, "");
    }
    for change in ["", "-- changed"] {
        counting(&sandbox, "b", change);
        let runs: Vec<_> = (0..6)
            .map(|_| {
                let mut command = sandbox.command(["migrate"]);
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for run in runs {
            sandbox.finished(run.wait_with_output().unwrap()).succeeded();
        }
    }
    let runs = "select string_agg(name, ' ' order by name) from runs";
    assert_eq!(database.psql(runs), "a b b c");
}

#[test]
fn each_change_runs_once_however_many_migrate() {
    let server = Postgres::shared();
    let database = server.database();
    at_once(&database.url(), &database);
    let pooled = server.database();
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    at_once(&pooler.url(&pooled.name), &pooled);
}

#[test]
fn values_are_the_environments() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &[("1_t.sql", "create table :\"name\" (x int);")]);
    sandbox.write("cruddur-db.toml", "[environments.dev.set]\nname = 'of dev'\nvalue = 'x'\n");
    sandbox.write("db/migrations/repeatable/v.sql", "comment on table :\"name\" is :'value';");
    sandbox.write("schema/schema.sql", "create table :name (x int);");
    sandbox.run(["migrate", "--set", "value=given"]).succeeded();
    let comment = "select obj_description('\"of dev\"'::regclass)";
    assert_eq!(database.psql(comment), "given");
    // The text is what it was, whatever its values are.
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql(comment), "given");
    sandbox.run(["schema-load", "--set", "name=plain"]).succeeded();
    assert_eq!(database.psql("select to_regclass('plain')"), "plain");
    sandbox.write("cruddur-db.toml", "[environments.dev.set]\nname = 5\n");
    let run = sandbox.run(["migrate"]).ended_with(2);
    assert!(run.stderr.contains("cruddur-db.toml:2:8: invalid type: integer"), "{run:?}");
}

#[test]
fn setup_runs_them_with_the_environments_values() {
    let database = Postgres::shared().missing_database();
    let sandbox = project(&database, &[("1_t.sql", "create table t (x int);")]);
    sandbox.write("cruddur-db.toml", "[environments.dev.set]\nname = 'of dev'\n");
    sandbox.write("db/migrations/repeatable/v.sql", "create view :\"name\" as select * from t;");
    sandbox.write("seeds/a.sql", "insert into t select 1 from :\"name\" having true;");
    let run = sandbox.run(["setup"]).succeeded();
    assert!(run.stderr.contains("migrate      1 migration, 1 repeatable file"), "{run:?}");
    assert_eq!(database.psql("select count(*) from \"of dev\""), "1");
    sandbox.run(["migration", "status", "--fail-on", "pending"]).succeeded();
    // In one transaction, too.
    database.psql("drop view \"of dev\"; drop table t, _sqlx_migrations, _cruddur_repeatable");
    sandbox.run(["setup", "--keep"]).succeeded();
    assert_eq!((rows(&database).as_str(), noted(&database).as_str()), ("1|t", "v.sql"));
}

/// Two tables with a way back, and a view of both that goes with them.
fn with_view(database: &Database) -> Sandbox {
    let sandbox = project(
        database,
        &[
            ("1_t.up.sql", "create table t (x int);"),
            ("1_t.down.sql", "drop table t cascade;"),
            ("2_u.up.sql", "-- no-transaction\ncreate table u (x int);\n"),
            ("2_u.down.sql", "-- no-transaction\ndrop table u cascade;\n"),
        ],
    );
    let view = "create or replace view v as select t.x from t join u using (x);";
    sandbox.write("db/migrations/repeatable/v.sql", view);
    sandbox.run(["migrate"]).succeeded();
    sandbox
}

const IS_THERE: &str = "select to_regclass('v')";

#[test]
fn going_back_makes_them_due_again() {
    let database = Postgres::shared().database();
    let sandbox = with_view(&database);
    for args in [
        &["rollback"][..],
        &["rollback", "--to", "0"],
        &["migration", "redo"],
        &["migration", "redo", "1"],
    ] {
        sandbox.run(args.iter().copied()).succeeded();
        assert_eq!(
            (database.psql(IS_THERE).as_str(), noted(&database).as_str()),
            ("", ""),
            "{args:?}"
        );
        sandbox.run(["migration", "status", "--fail-on", "pending"]).ended_with(1);
        sandbox.run(["migrate"]).succeeded();
        assert_eq!((database.psql(IS_THERE).as_str(), noted(&database).as_str()), ("v", "v.sql"));
    }
    // By hand, too.
    database.psql("drop table u cascade");
    sandbox.run(["migration", "mark", "2", "--rolled-back"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(database.psql(IS_THERE), "v");
    // What fails changes nothing.
    sandbox.write("db/migrations/1_t.up.sql", "create table t (x nothing);");
    sandbox.write("db/migrations/2_u.down.sql", "drop table u cascade;");
    sandbox.write("db/migrations/2_u.up.sql", "create table u (x int);");
    sandbox.run(["migration", "redo", "1"]).ended_with(1);
    assert_eq!((database.psql(IS_THERE).as_str(), noted(&database).as_str()), ("v", "v.sql"));
}

#[test]
fn redo_counts_them_as_pending() {
    let database = Postgres::shared().database();
    let sandbox = with_view(&database);
    let args = ["migration", "redo", "--format", "json"];
    assert_eq!(sandbox.run(args).succeeded().json()["pending"], 1);
    // One that drops nothing leaves them alone.
    sandbox.run(["migrate"]).succeeded();
    sandbox.write("db/migrations/2_u.down.sql", "drop index if exists i;");
    sandbox.write("db/migrations/2_u.up.sql", "create index i on u (x);");
    sandbox.run(["migration", "mark", "2", "--checksum"]).succeeded();
    assert_eq!(sandbox.run(args).succeeded().json()["pending"], 0);
    assert_eq!(noted(&database), "v.sql");
}

#[test]
fn a_schema_that_replaces_what_they_need_makes_them_due_again() {
    let server = Postgres::shared();
    let role = server.role("login");
    let database = server.database();
    database.psql(&format!("alter schema public owner to {}", role.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.write("db/schema.sql", "drop table if exists w cascade; create table w (x int);");
    sandbox.write("db/migrations/1_t.sql", "create table t (x int);");
    let view = "create or replace view v as select x from w;";
    sandbox.write("db/migrations/repeatable/v.sql", view);
    sandbox.run(["schema-load"]).succeeded();
    sandbox.run(["migrate"]).succeeded();
    let run = sandbox.run(["schema-load"]).succeeded();
    assert!(run.stderr.contains("the repeatable files are pending again"), "{run:?}");
    sandbox.run(["migrate"]).succeeded();
    assert_eq!((database.psql(IS_THERE).as_str(), rows(&database).as_str()), ("v", "1|t"));
    // One that replaces nothing leaves them alone.
    sandbox.write("db/schema.sql", "create table more (x int);");
    let run = sandbox.run(["schema-load"]).succeeded();
    assert!(!run.stderr.contains("pending again"), "{run:?}");
    assert_eq!(noted(&database), "v.sql");
}

#[test]
fn a_schema_that_drops_the_tables_of_the_migrations_makes_all_pending() {
    let server = Postgres::shared();
    let role = server.role("login");
    let database = server.database();
    database.psql(&format!("alter schema public owner to {}", role.name));
    database.psql(&format!("grant create on database {} to {}", database.name, role.name));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    let schema = "drop schema public cascade; create schema public; create table w (x int);";
    sandbox.write("db/schema.sql", schema);
    sandbox.write("db/migrations/1_t.sql", "alter table w add y int;");
    sandbox.write("db/migrations/2_n.sql", "select 2;");
    sandbox.write("db/migrations/repeatable/v.sql", "create or replace view v as select y from w;");
    for again in [false, true, true] {
        let run = sandbox.run(["schema-load"]).succeeded();
        let said = "dropped the table of the migrations, so that all of them are pending again (2";
        assert_eq!(run.stderr.contains(said), again, "{run:?}");
        sandbox.run(["migrate"]).succeeded();
        assert_eq!((database.psql(IS_THERE).as_str(), rows(&database).as_str()), ("v", "1|t\n2|t"));
    }
}
