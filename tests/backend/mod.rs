//! A back end of the later weeks' shape, with its own migrations, on databases that the scripts'
//! steps and ours made.

use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::str;

use crate::common::{Database, Postgres, Sandbox, program, python_tools};

/// Where the back end and its project stand.
fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backend")
}

fn database_files() -> PathBuf {
    directory().join("project/backend-flask/db")
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

fn python(script: &str) -> Command {
    let mut python = Command::new(python_tools("tests/requirements.txt").join("bin/python"));
    python.env("PYTHONDONTWRITEBYTECODE", "1").arg(directory().join(script));
    python
}

/// What the back end answers to each of its requests.
fn answers(url: &str) -> String {
    let answers = output(python("app.py").arg(url));
    assert!(answers.lines().count() > 10, "{answers}");
    answers
}

/// What it answers after the scripts' steps.
fn answers_after_scripts() -> String {
    let database = Postgres::shared().database();
    for file in ["schema.sql", "seed.sql"] {
        let mut psql = Command::new(program("psql"));
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &database.url(), "-f"]);
        output(psql.arg(database_files().join(file)));
    }
    let migrations = database_files().join("migrations");
    output(python("migrate.py").arg(database.url()).arg(migrations));
    answers(&database.url())
}

/// A project with the back end's files.
fn project(database: &Database) -> Sandbox {
    let sandbox = Sandbox::with(database);
    let from = directory().join("project");
    output(Command::new("cp").arg("-r").arg(from.join("backend-flask")).arg(sandbox.work()));
    sandbox
}

#[test]
fn it_answers_after_one_setup_as_after_the_scripts() {
    let database = Postgres::shared().missing_database();
    let sandbox = project(&database);
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
notice: table "users" does not exist, skipping
notice: table "activities" does not exist, skipping
schema-load  backend-flask/db/schema.sql: 7 statements, public.schema_information 1 row ([TIME])
migrate      2 migrations ([TIME])
seed         backend-flask/db/seed.sql: 2 statements, public.users 2 rows, public.activities 2 rows ([TIME])
create       database [DB] created ([TIME])

"#]]);
    let expected = answers_after_scripts();
    assert_eq!(answers(&database.url()), expected);
    let last = "select last_successful_run from schema_information";
    assert_eq!(database.psql(last), "16805290001234567");
    // And once more, from any directory of the project.
    sandbox.run(["setup"]).succeeded();
    assert_eq!(answers(&database.url()), expected);
    sandbox.run(["migrate"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
}

#[test]
fn a_plain_owner_gets_it_in_one_transaction() {
    let owner = Postgres::shared().role("LOGIN");
    let database = Postgres::shared().missing_database();
    Postgres::shared()
        .psql("postgres", &format!("create database {} owner {}", database.name, owner.name));
    database.psql("create extension \"uuid-ossp\"");
    let mut sandbox = project(&database);
    sandbox.set("CONNECTION_URL", owner.url(&database.name)).hide(&owner.name, "[OWNER]");
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://[OWNER]:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)
role [OWNER] does not have CREATEDB: the database is emptied and loaded in place
notice: extension "uuid-ossp" already exists, skipping
notice: table "users" does not exist, skipping
notice: table "activities" does not exist, skipping
reset        emptied; backend-flask/db/schema.sql, backend-flask/db/seed.sql: 9 statements, 2 migrations ([TIME])

"#]]);
    assert_eq!(answers(&database.url()), answers_after_scripts());
    // What fails on the way leaves everything as it was.
    let migrations = "backend-flask/db/migrations";
    sandbox.write(&format!("{migrations}/20300101000000_fails.sql"), "select nonsense;");
    database.psql(&format!(
        "create table precious (x int); alter table precious owner to {}",
        owner.name
    ));
    sandbox.run(["setup"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)
role [OWNER] does not have CREATEDB: the database is emptied and loaded in place
notice: extension "uuid-ossp" already exists, skipping
notice: table "users" does not exist, skipping
notice: table "activities" does not exist, skipping
error: backend-flask/db/migrations/20300101000000_fails.sql:1:8: column "nonsense" does not exist (SQLSTATE 42703)
1 | select nonsense;
  |        ^

"#]]);
    assert_eq!(database.psql("select count(*) from precious"), "0");
    assert_eq!(database.psql("select count(*) from _sqlx_migrations"), "2");
    sandbox.write(&format!("{migrations}/20300101000000_fails.sql"), "-- no-transaction\nvacuum;");
    sandbox.run(["setup"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [OWNER] (local)
role [OWNER] does not have CREATEDB: the database is emptied and loaded in place
notice: extension "uuid-ossp" already exists, skipping
notice: table "users" does not exist, skipping
notice: table "activities" does not exist, skipping
error: backend-flask/db/migrations/20300101000000_fails.sql runs without a transaction, but everything runs in one here
hint: fill the database in several transactions with: `cruddur-db schema-load`, then `cruddur-db migrate`, then `cruddur-db seed`; or as a role with CREATEDB, with `cruddur-db setup`, which fills a new one

"#]]);
    assert_eq!(database.psql("select count(*) from precious"), "0");
}

#[test]
fn kept_it_gets_everything_or_nothing() {
    let database = Postgres::shared().database();
    let sandbox = project(&database);
    let failing = "backend-flask/db/migrations/20300101000000_fails.sql";
    sandbox.write(failing, "select nonsense;");
    sandbox.run(["setup", "--keep"]).ended_with(1);
    assert_eq!(database.psql("select to_regclass('users') is null"), "t");
    std::fs::remove_file(sandbox.work().join(failing)).unwrap();
    sandbox.run(["setup", "--keep"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
notice: table "users" does not exist, skipping
notice: table "activities" does not exist, skipping
load         backend-flask/db/schema.sql, backend-flask/db/seed.sql: 9 statements, 2 migrations ([TIME])

"#]]);
    assert_eq!(answers(&database.url()), answers_after_scripts());
}

#[test]
fn a_migration_that_cannot_be_run_is_named_before_anything_is_dropped() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let sandbox = project(&database);
    sandbox.write("backend-flask/db/migrations/17000000001234567_odd.py", "print('hello')\n");
    sandbox.run(["setup"]).check(str![[r#"
exit 2
--- stderr
error: backend-flask/db/migrations/17000000001234567_odd.py:1: `print('hello')` is not in the form of Cruddur's migrations, which are parsed and never run
hint: write it in SQL, next to it: 20231114221320_NAME.up.sql and .down.sql

"#]]);
    assert_eq!(database.psql("select count(*) from precious"), "0");
}

#[test]
fn a_failure_leaves_the_old_database() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let sandbox = project(&database);
    sandbox.write(
        "backend-flask/db/migrations/20300101000000_fails.sql",
        "select 1;\nselect nonsense;",
    );
    sandbox.run(["setup"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
notice: table "users" does not exist, skipping
notice: table "activities" does not exist, skipping
schema-load  backend-flask/db/schema.sql: 7 statements, public.schema_information 1 row ([TIME])
error: backend-flask/db/migrations/20300101000000_fails.sql:2:8: column "nonsense" does not exist (SQLSTATE 42703)
2 | select nonsense;
  |        ^

"#]]);
    assert_eq!(database.psql("select count(*) from precious"), "0");
    sandbox.run(["setup", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be replaced
schema would be loaded from backend-flask/db/schema.sql
3 migrations of backend-flask/db/migrations would be run, unless the schema has them
seeds would be loaded from backend-flask/db/seed.sql
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
}

#[test]
fn a_schema_that_is_loaded_again_forgets_what_it_undid() {
    let database = Postgres::shared().missing_database();
    let sandbox = project(&database);
    sandbox.run(["setup"]).succeeded();
    let migrations = "backend-flask/db/migrations";
    // One is about a table that stays, and one about both.
    let likes = "create table likes (x int);";
    sandbox.write(&format!("{migrations}/20300101000000_likes.sql"), likes);
    let both = "alter table likes add y int; alter table users add likes int;";
    sandbox.write(&format!("{migrations}/20300102000000_both.sql"), both);
    sandbox.run(["migrate"]).succeeded();
    let versions = "select string_agg(version::text, ' ' order by version) from _sqlx_migrations";
    sandbox.run(["schema-load", "--dry-run"]).succeeded();
    sandbox.run(["schema-load", "--check"]).succeeded();
    assert_eq!(
        database.psql(versions),
        "20230403132419 20230403133640 20300101000000 20300102000000"
    );
    sandbox.run(["schema-load"]).check(str![[r#"
exit 0
--- stdout
loaded backend-flask/db/schema.sql: 7 statements, public.schema_information 0 rows ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
notice: extension "uuid-ossp" already exists, skipping
notice: relation "schema_information" already exists, skipping
the schema replaced what these migrations changed, so that they are pending again: 20230403132419, 20230403133640; run them with: `cruddur-db migrate`
warning: migration 20300102000000 is recorded as applied, but partly undone: the schema replaced "users", but not "likes"

"#]]);
    assert_eq!(database.psql(versions), "20300101000000 20300102000000");
    sandbox.run(["migrate"]).succeeded();
    sandbox.run(["seed"]).succeeded();
    assert_eq!(answers(&database.url()), answers_after_scripts());
    // One that fails forgets nothing.
    sandbox.write("failing.sql", "drop table users cascade; select nonsense;");
    sandbox.run(["schema-load", "failing.sql"]).ended_with(1);
    assert_eq!(database.psql("select count(*) from _sqlx_migrations"), "4");
    // One that brings the rows knows what it has.
    sandbox.write(
        "rows.sql",
        "drop table users cascade; create table users (bio text); \
        insert into _sqlx_migrations select * from _sqlx_migrations on conflict do nothing;",
    );
    sandbox.run(["schema-load", "rows.sql"]).succeeded();
    assert_eq!(database.psql("select count(*) from _sqlx_migrations"), "4");
}

#[test]
fn a_schema_is_loaded_where_the_table_of_migrations_may_not_be_read() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = project(&database);
    sandbox.run(["setup"]).succeeded();
    let role = Postgres::shared().role("LOGIN");
    database.psql(&format!("grant create, usage on schema public to {}", role.name));
    sandbox.set("CONNECTION_URL", role.url(&database.name)).hide(&role.name, "[ROLE]");
    sandbox.write("mine.sql", "create table mine (x int);");
    sandbox.run(["schema-load", "mine.sql"]).check(str![[r#"
exit 0
--- stdout
loaded mine.sql: 1 statement ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as [ROLE] (local)
warning: the migrations that the schema undoes are unknown: permission denied for table _sqlx_migrations

"#]]);
    assert_eq!(database.psql("select count(*) from _sqlx_migrations"), "2");
    database.psql(&format!("drop owned by {}", role.name));
}

#[test]
fn migrations_alone_are_a_project() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("migrations/1_a.sql", "create table a (x int);");
    sandbox.write("migrations/2_b.sql", "insert into a values (1);");
    sandbox.run(["setup"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
migrate      2 migrations ([TIME])
create       database [DB] created ([TIME])

"#]]);
    assert_eq!(database.psql("select x from a"), "1");
    // A directory of another tool's is none of ours.
    let other = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&other);
    sandbox.write("migrations/env.py", "import alembic\n");
    sandbox.write("migrations/versions/ae1027a6acf_x.py", "def upgrade(): pass\n");
    sandbox.run(["setup"]).succeeded();
    assert_eq!(other.psql("select count(*) from users"), "2");
}

#[test]
fn the_built_in_schema_serves_it() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load"]).succeeded();
    let seeds = database_files().join("seed.sql");
    sandbox.run(["seed".as_ref(), seeds.as_os_str()]).succeeded();
    assert_eq!(answers(&database.url()), answers_after_scripts());
}
