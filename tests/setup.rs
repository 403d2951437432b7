use std::thread;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

const USERS: &str = "select string_agg(handle, ' ' order by handle) from users";

#[test]
fn makes_everything_and_again() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
load         Cruddur's built-in schema.sql, Cruddur's built-in seed.sql: 14 statements, public.schema_information 1 row, public.users 2 rows, public.activities 2 rows ([TIME])
create       database [DB] created ([TIME])

"#]]);
    assert_eq!(database.psql(USERS), "andrewbrown bayko");
    sandbox.run(["setup"]).succeeded();
    // Cruddur's files are no replacement for what is not Cruddur's.
    database.psql("create table left_over (x int)");
    sandbox.run(["setup"]).check(str![[r#"
exit 4
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
error: confirmation needed: database [DB] has tables that are not Cruddur's (public.left_over), but Cruddur's built-in files would replace it
hint: confirm with: `cruddur-db setup --confirm [DB]`

"#]]);
    let plan = sandbox.run(["setup", "--dry-run", "--format", "json"]).succeeded().json();
    assert_eq!(plan["others"][0], "public.left_over");
    assert_eq!(database.psql("select to_regclass('left_over') is null"), "f");
    sandbox.run(["setup", "--confirm", &database.name]).succeeded();
    assert_eq!(database.psql("select to_regclass('left_over') is null"), "t");
}

#[test]
fn stops_at_the_first_failure() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("db/schema.sql", "create table users (handle text);\nselect nonsense;\n");
    sandbox.write("db/seed.sql", "create table seeded (x int);");
    sandbox.run(["setup"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/schema.sql:2:8: column "nonsense" does not exist (SQLSTATE 42703)
2 | select nonsense;
  |        ^

"#]]);
    assert!(!database.exists());
}

#[test]
fn every_step_acts_on_the_environment_that_was_named() {
    let (dev, prod) = (Postgres::shared().database(), Postgres::shared().missing_database());
    dev.psql("create table precious (x int)");
    let mut sandbox = Sandbox::with(&dev);
    sandbox.hide(&prod.name, "[PROD]");
    sandbox.set("PROD_CONNECTION_URL", prod.url());
    sandbox.write("db/schema.sql", "create table users (handle text);");
    sandbox.write("db/seed.sql", "insert into users values ('x');");
    // A database that is not there yet cannot be lost.
    sandbox.run(["setup", "prod"]).check(str![[r#"
exit 0
--- stdout
[PROD] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[PROD]
--- stderr
prod: [PROD] on 127.0.0.1:[PORT] as postgres (local, protected)
load         db/schema.sql, db/seed.sql: 2 statements, users 1 row ([TIME])
create       database [PROD] created ([TIME])

"#]]);
    assert_eq!(prod.psql(USERS), "x");
    sandbox.run(["setup", "--env", "prod"]).check(str![[r#"
exit 4
--- stderr
prod: [PROD] on 127.0.0.1:[PORT] as postgres (local, protected)
contents: 1 table[..]
...
error: confirmation needed: database [PROD] of prod on 127.0.0.1 will be dropped after a backup
hint: confirm with: `cruddur-db setup --env prod --confirm [PROD]`

"#]]);
    sandbox.run(["setup", "prod", "--confirm", &prod.name]).succeeded();
    assert_eq!(dev.psql("select to_regclass('precious') is null"), "f");
    assert_eq!(dev.psql("select to_regclass('users') is null"), "t");
}

#[test]
fn keep_drops_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup", "--keep"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
load         Cruddur's built-in schema.sql, Cruddur's built-in seed.sql: 14 statements, public.schema_information 1 row, public.users 2 rows, public.activities 2 rows ([TIME])

"#]]);
    sandbox.run(["setup", "--keep"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
error: database [DB] already has 3 tables
hint: remove --keep to recreate the database

"#]]);
    assert_eq!(database.psql(USERS), "andrewbrown bayko");
}

#[test]
fn a_dry_run_tells_the_plan() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be created
schema would be loaded from Cruddur's built-in schema.sql
seeds would be loaded from Cruddur's built-in seed.sql
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql

"#]]);
    assert!(!database.exists());
    let plan = sandbox.run(["setup", "--dry-run", "--format", "json"]).succeeded().json();
    assert_eq!(plan["drop"]["present"], false);
}

#[test]
fn the_steps_are_in_the_json() {
    let database = Postgres::shared().database();
    let json = Sandbox::with(&database).run(["setup", "--format", "json"]).succeeded().json();
    let steps = json["steps"].as_array().unwrap();
    let names: Vec<_> = steps.iter().map(|step| step["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["load", "replace"]);
}

#[test]
fn a_project_may_say_that_it_has_no_seeds() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("schema/schema.sql", "create table t (x int);\n");
    let run = sandbox.run(["setup"]).ended_with(2);
    assert!(run.stderr.contains("this project has no seed file"), "{run:?}");
    assert!(run.stderr.contains("`cruddur-db init` writes a cruddur-db.toml"), "{run:?}");
    sandbox.write("cruddur-db.toml", "");
    let run = sandbox.run(["setup"]).ended_with(2);
    assert!(run.stderr.contains("below [defaults]: seeds = []"), "{run:?}");
    sandbox.write("cruddur-db.toml", "[environments.dev]\nseeds = []\n");
    sandbox.run(["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be replaced
schema would be loaded from schema/schema.sql
no seeds would be loaded: the project file configures none
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
load         schema/schema.sql: 1 statement ([TIME])
replace      database [DB] replaced ([TIME])

"#]]);
    assert_eq!(database.psql("select count(*) from t"), "0");
    let config = sandbox.run(["config"]).succeeded();
    assert!(config.stdout.contains("seeds         none (from the project file)"), "{config:?}");
    sandbox.run(["seed"]).check(str![[r#"
exit 2
--- stderr
error: dev has no seed files to load
hint: cruddur-db.toml says so; name a file to load it anyway

"#]]);
}

/// A new value of an enum can be used only after its transaction.
#[test]
fn seeds_may_use_what_the_schema_has_committed() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let schema = "create type mood as enum ('calm');\nalter type mood add value 'glad';\n\
                  create table t (m mood);\n";
    sandbox.write("schema/schema.sql", schema);
    sandbox.write("seeds/one.sql", "insert into t values ('glad');\n");
    sandbox.write("seeds/two.sql", "insert into t values ('calm'), ('glad');\n");
    let run = sandbox.run(["setup"]).succeeded();
    assert!(run.stderr.contains(" 5 statements, t 3 rows ("), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "3");
    // What psql meets first is what is told, although the seeds are under way by then.
    sandbox.write("schema/schema.sql", format!("{schema}select 1/0;\n"));
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains("schema/schema.sql:4:1: division by zero"), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "3");
}

#[test]
fn a_user_name_that_holds_the_name_of_the_database_is_whole() {
    let server = Postgres::shared();
    let database = server.missing_database_named(&format!("cruddur{}", std::process::id()));
    let role = server.role("login createdb superuser");
    let name = format!("{}root", database.name);
    server.psql("postgres", &format!("alter role {} rename to {name}", role.name));
    server.psql("postgres", &format!("alter role {name} password '{}'", server.password()));
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name).replace(&role.name, &name));
    let run = sandbox.run(["setup"]).succeeded();
    assert!(run.stderr.contains("as [DB]root (local)"), "{run:?}");
    server.psql("postgres", &format!("drop database {}; ", database.name));
    server.psql("postgres", &format!("alter role {name} rename to {}", role.name));
}

#[test]
fn six_at_once_go_one_after_the_other() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    let runs: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> = (0..6).map(|_| scope.spawn(|| sandbox.run(["setup"]))).collect();
        all.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in &runs {
        assert_eq!(run.status, Some(0), "{run:?}");
    }
    assert_eq!(database.psql(USERS), "andrewbrown bayko");
}

#[test]
fn without_a_url_the_managed_server_serves() {
    let sandbox = Sandbox::new();
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
cruddur is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/cruddur
--- stderr
CONNECTION_URL is not set: using the managed Postgres [VERSION] on port [PORT]
dev: cruddur on 127.0.0.1:[PORT] as postgres (managed)
no schema file here: using Cruddur's built-in schema.sql
no seed file here: using Cruddur's built-in seed.sql
load         Cruddur's built-in schema.sql, Cruddur's built-in seed.sql: 14 statements, public.schema_information 1 row, public.users 2 rows, public.activities 2 rows ([TIME])
create       database cruddur created ([TIME])
look around with: `cruddur-db connect`
a URL with the password, for other programs: `cruddur-db server url --database cruddur`

"#]]);
    // Tests have a database of their own, on the same server; dev is left alone.
    sandbox.run(["seed", "--env", "dev"]).succeeded();
    let run = sandbox.run(["setup", "--env", "test"]).succeeded();
    assert!(run.stdout.starts_with("cruddur_test is ready"), "{run:?}");
    let url = sandbox.server_url();
    let there = crate::common::psql(
        &url,
        "select string_agg(datname, ' ' order by datname) from pg_database \
         where datname like 'cruddur%'",
    );
    assert_eq!(there, "cruddur cruddur_test");
    // The managed server is ours, so that a missing database is simply made.
    sandbox.run(["drop"]).succeeded();
    let run = sandbox.run(["schema-load"]).succeeded();
    assert!(run.stderr.contains("database cruddur created"), "{run:?}");
}

#[test]
fn six_at_once_on_a_fresh_machine_start_one_server() {
    let sandbox = Sandbox::new();
    let runs: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> = (0..6).map(|_| scope.spawn(|| sandbox.run(["create"]))).collect();
        all.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let made = runs.iter().filter(|run| run.stdout == "database cruddur created\n").count();
    assert!(runs.iter().all(|run| run.status == Some(0)), "{runs:?}");
    assert_eq!(made, 1, "{runs:?}");
}

#[test]
fn a_home_that_cannot_be_written_is_named() {
    let mut sandbox = Sandbox::new();
    // Not even root can make a directory here.
    sandbox.set("CRUDDUR_PG_HOME", "/proc/cruddur-db");
    sandbox.run(["setup"]).check(str![[r#"
exit 1
--- stderr
error: /proc/cruddur-db cannot be created: No such file or directory (os error 2)
hint: set CRUDDUR_PG_HOME to a writable directory

"#]]);
}

/// What `setup` asks about before Cruddur's built-in files take a database's place.
#[test]
fn other_tables_are_those_that_are_not_cruddurs() {
    let database = Postgres::shared().database();
    Sandbox::with(&database).run(["setup"]).succeeded();
    let names = || database.psql(include_str!("../src/postgres/queries/other_tables.sql"));
    assert_eq!(names(), "");
    database.psql(
        "create schema \"S\"; create table \"S\".users (x int); create table public.\"T 1\" (x int);
         create temp table gone (x int); create view v as select 1",
    );
    assert_eq!(names(), "\"S\".users\npublic.\"T 1\"");
}
