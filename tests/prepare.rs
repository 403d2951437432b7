use std::process::{Child, Stdio};

use snapbox::str;

use crate::common::{Database, Pgbouncer, Postgres, Sandbox};
use crate::tag::TAG;

/// A project with a schema, seeds and a migration.
fn project(database: &Database) -> Sandbox {
    let sandbox = Sandbox::with(database);
    sandbox.write("db/schema.sql", "create table users (handle text unique);");
    sandbox.write("db/seed.sql", "insert into users (handle, bio) values ('ann', 'x');");
    sandbox.write("db/migrations/1_bio.sql", "alter table users add bio text;");
    sandbox
}

#[test]
fn what_is_missing_is_made_and_what_is_there_is_migrated() {
    let database = Postgres::shared().missing_database();
    let sandbox = project(&database);
    sandbox.run(["prepare", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be created
schema would be loaded from db/schema.sql
1 migration of db/migrations would be run, unless the schema has them
seeds would be loaded from db/seed.sql
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert!(!database.exists());
    sandbox.run(["prepare"]).check(str![[r#"
exit 0
--- stdout
[DB] is ready in [TIME]: postgresql://postgres:***@127.0.0.1:[PORT]/[DB]
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
schema-load  db/schema.sql: 1 statement ([TIME])
migrate      1 migration ([TIME])
seed         db/seed.sql: 1 statement, users 1 row ([TIME])
create       database [DB] created ([TIME])

"#]]);
    sandbox.run(["prepare"]).check(str![[r#"
exit 0
--- stdout
nothing to do: no migration is pending
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.write("db/migrations/2_more.sql", "alter table users add more int;");
    sandbox.run(["prepare", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
1 migration would be applied:
  db/migrations/2_more.sql: 1 statement
    db/migrations/2_more.sql:1:1: alter table users add more int;  -- safe
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let done = sandbox.run(["prepare", "--format", "json"]).succeeded().json();
    assert_eq!(done["migrated"]["applied"][0]["version"], 2);
    assert_eq!(database.psql("select handle, bio, more from users"), "ann|x|");
    let nothing = sandbox.run(["prepare", "--format", "json"]).succeeded().json();
    assert_eq!(nothing["migrated"]["applied"].as_array().unwrap().len(), 0);
    assert!(nothing.get("set_up").is_none());
}

#[test]
fn tables_without_migrations_are_left_alone() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let sandbox = Sandbox::with(&database);
    sandbox.run(["prepare"]).check(str![[r#"
exit 0
--- stdout
nothing to do: database [DB] has tables, and the project has no migrations
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql("select to_regclass('users') is null"), "t");
}

#[test]
fn a_plain_owner_prepares_an_empty_database() {
    let server = Postgres::shared();
    let owner = server.role("LOGIN");
    let database = server.missing_database();
    server.psql("postgres", &format!("create database {} owner {}", database.name, owner.name));
    let mut sandbox = project(&database);
    sandbox.set("CONNECTION_URL", owner.url(&database.name));
    sandbox.write("db/migrations/2_fails.sql", "select nonsense;");
    sandbox.run(["prepare"]).ended_with(1);
    assert_eq!(database.psql("select to_regclass('users') is null"), "t");
    std::fs::remove_file(sandbox.work().join("db/migrations/2_fails.sql")).unwrap();
    // A migrate that failed leaves no database with tables, nor does another session.
    sandbox.run(["migrate"]).ended_with(1);
    assert_eq!(database.psql("select count(*) from _sqlx_migrations"), "0");
    let mut session = database.after(&["create temporary table t ()"]);
    // What is in one transaction with the rest may be CSV, too.
    std::fs::remove_file(sandbox.work().join("db/seed.sql")).unwrap();
    sandbox.write("seeds/users.csv", "handle,bio\nann,x\n");
    sandbox.run(["prepare"]).succeeded();
    assert_eq!(database.psql("select bio from users"), "x");
    session.kill().unwrap();
    session.wait().unwrap();
}

/// Its table has no rows yet, as that of one that failed.
#[test]
fn a_migrate_at_work_is_waited_for() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("db/migrations/1_a.sql", "create table a (); select pg_sleep(0.5);");
    let mut command = sandbox.command(["migrate", "--quiet"]);
    let mut migrate = command.stdout(Stdio::null()).spawn().unwrap();
    database.wait_for("select to_regclass('_sqlx_migrations') is not null", "t");
    let run = sandbox.run(["prepare"]).succeeded();
    assert!(run.stdout.contains("nothing to do: no migration is pending"), "{run:?}");
    assert!(migrate.wait().unwrap().success());
}

/// As a database of docker-compose, which is there and empty.
#[test]
fn a_file_may_commit_midway_in_an_existing_database() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.write("db/seed.sql", "insert into a values (1); commit; vacuum analyze a;");
    database.psql(&format!("comment on database {} is 'ours'", database.name));
    let make = "create table a (x int)";
    for (command, schema, kept) in [
        (&["prepare"][..], &*format!("{make}; commit; select 1 / 0;"), "committed"),
        (&["setup", "--keep"], &format!("{make}; commit and chain; select 1 / 0;"), "committed"),
        (&["prepare"], &format!("{make}; vacuum; select 1 / 0;"), "committed"),
        (&["schema-load"], &format!("{make}; commit; select 1 / 0;"), "committed"),
        (&["prepare"], &format!("{make}\\; commit\\; select 1 / 0;"), "may be committed"),
        (&["prepare"], &format!("rollback; {make}; select 1 / 0;"), "done"),
        (
            &["prepare"],
            &format!("-- cruddur-db: no-transaction\n{make}; select 1 / 0;"),
            "committed",
        ),
    ] {
        sandbox.write("db/schema.sql", schema);
        let run = sandbox.run(command).ended_with(1);
        assert!(run.stderr.contains("division by zero"), "{run:?}");
        assert!(run.stderr.contains(kept), "{run:?}");
        assert_eq!(database.psql("select count(*) from a"), "0");
        // The next one does not take it for a whole database.
        sandbox.run(["prepare"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: database [DB] is loaded in part: what loads it commits midway, and has not come to its end
hint: recreate it with: `cruddur-db setup`; if it is whole by now: `cruddur-db env-set`

"#]]);
        database.psql("drop table a");
    }
    sandbox.write("db/schema.sql", format!("{make}; create index concurrently on a (x);"));
    sandbox.run(["prepare"]).succeeded();
    assert_eq!(database.psql("select count(*) from a"), "1");
    assert_eq!(database.psql(TAG), "ours");
    let run = sandbox.run(["prepare"]).succeeded();
    assert!(run.stdout.contains("nothing to do"), "{run:?}");
    // What was completed by hand counts as whole when told.
    database.psql("drop table a");
    sandbox.write("db/schema.sql", format!("{make}; commit; select 1 / 0;"));
    sandbox.run(["env-set"]).succeeded();
    sandbox.run(["prepare"]).ended_with(1);
    let run = sandbox.run(["env-set", "--dry-run"]).succeeded();
    assert!(run.stdout.contains("loaded in part, would count as whole"), "{run:?}");
    sandbox.run(["env-set"]).succeeded();
    sandbox.run(["prepare"]).succeeded();
}

#[test]
fn a_protected_database_wants_its_name_only_when_something_is_pending() {
    let database = Postgres::shared().missing_database();
    let mut sandbox = project(&database);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    sandbox.run(["prepare", "prod"]).succeeded();
    sandbox.run(["prepare", "prod"]).succeeded();
    sandbox.write("db/migrations/2_more.sql", "alter table users add more int;");
    sandbox.run(["prepare", "prod"]).check(str![[r#"
exit 4
--- stderr
prod: [DB] on 127.0.0.1:[PORT] as postgres (local, protected)
1 migration would be applied:
  db/migrations/2_more.sql: 1 statement
    db/migrations/2_more.sql:1:1: alter table users add more int;  -- safe
error: confirmation needed: 1 migration would be applied on database [DB] of prod
hint: confirm with: `cruddur-db prepare prod --confirm [DB]`

"#]]);
    sandbox.run(["prepare", "prod", "--confirm", "other"]).ended_with(4);
    sandbox.run(["prepare", "prod", "--confirm", &database.name]).succeeded();
    assert_eq!(database.psql("select more from users"), "");
}

fn twelve(sandbox: &Sandbox) {
    let start = |_| -> Child {
        let mut command = sandbox.command(["prepare", "--quiet"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let started: Vec<Child> = (0..12).map(start).collect();
    for child in started {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn is_prepared_once(database: &Database) {
    assert_eq!(database.psql("select count(*), min(bio) from users"), "1|x");
    assert_eq!(database.psql("select count(*) from _sqlx_migrations where success"), "1");
}

#[test]
fn twelve_that_start_at_once_prepare_it_once() {
    let database = Postgres::shared().missing_database();
    twelve(&project(&database));
    is_prepared_once(&database);
}

#[test]
fn twelve_through_a_pooler_prepare_it_once() {
    let server = Postgres::shared();
    let pooler = Pgbouncer::start(server, "transaction", &[]);
    let database = server.database();
    let mut sandbox = project(&database);
    sandbox.set("CONNECTION_URL", pooler.url(&database.name));
    twelve(&sandbox);
    is_prepared_once(&database);
}

#[test]
fn what_needs_several_transactions_is_filled_step_by_step() {
    let server = Postgres::shared();
    let plain = "create index concurrently by_handle on users (handle);";
    let value = "insert into users (handle, e) values ('bob', 'b');";
    let cases = [("select 2;", plain, 2), ("alter type e add value 'b';", value, 1)];
    // From Postgres 17 on, a new value may be used where its type is new as well.
    let count = if server.major() < 17 { 2 } else { 1 };
    for (second, third, status) in cases.into_iter().take(count) {
        let role = server.role("login");
        let database = server.missing_database();
        server.psql("postgres", &format!("create database {} owner {}", database.name, role.name));
        let mut sandbox = project(&database);
        sandbox.set("CONNECTION_URL", role.url(&database.name));
        let first = "create type e as enum ('a'); alter table users add e e;";
        for (name, text) in [("2_e", first), ("3_n", second), ("4_l", third)] {
            sandbox.write(&format!("db/migrations/{name}.sql"), text);
        }
        let run = sandbox.run(["prepare"]).ended_with(status);
        let hint = "hint: fill the database in several transactions with: `cruddur-db \
                    schema-load`, then `cruddur-db migrate`, then `cruddur-db seed`; or as a role \
                    with CREATEDB, with `cruddur-db setup`, which fills a new one";
        assert!(run.stderr.contains(hint), "{run:?}");
        let run = sandbox.run(["setup"]).ended_with(status);
        assert!(run.stderr.contains(hint), "{run:?}");
        assert_eq!(database.psql("select to_regclass('users')"), "");
        // It is true, and the next one has nothing left to do.
        for step in ["schema-load", "migrate", "seed"] {
            sandbox.run([step]).succeeded();
        }
        let run = sandbox.run(["prepare"]).succeeded();
        assert!(run.stdout.contains("nothing to do"), "{run:?}");
        assert_eq!(database.psql("select count(*) from users where bio = 'x'"), "1");
    }
}

/// As the owner of a database who may make no other one: `setup` fills it in place.
#[test]
fn what_was_loaded_in_part_becomes_whole() {
    let server = Postgres::shared();
    let (database, login) = (server.database(), server.role("LOGIN"));
    let role = &login.name;
    server.psql("postgres", &format!("alter database {} owner to {role}", database.name));
    server.psql("postgres", &format!("grant pg_monitor to {role}"));
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", login.url(&database.name)).hide(&database.name, "[DB]");
    sandbox.write("db/seed.sql", "select 1");
    let fails = "create table a (x int); commit; select 1 / 0;";
    // Who is left as the role may not comment on the database.
    let loads = "create table a (x int); commit; set role pg_monitor;";
    let is_part = || database.psql(TAG).starts_with("cruddur-db: loaded in part\n");
    let assert_whole = || {
        assert!(!is_part());
        let run = sandbox.run(["prepare"]).succeeded();
        assert!(run.stdout.contains("nothing to do"), "{run:?}");
        database.psql(&format!("set role {role}; drop table a"));
    };
    sandbox.run(["env-set"]).succeeded();
    for command in [&["setup", "--yes"][..], &["schema-load"]] {
        sandbox.write("db/schema.sql", fails);
        sandbox.run(["prepare"]).ended_with(1);
        assert!(is_part());
        sandbox.run(["prepare"]).ended_with(1);
        let text = match command {
            ["schema-load"] => format!("drop table a; {loads}"),
            _ => "create table a (x int); set role pg_monitor;".to_owned(),
        };
        sandbox.write("db/schema.sql", text);
        sandbox.run(command).succeeded();
        assert_whole();
    }
    sandbox.write("db/schema.sql", loads);
    sandbox.run(["prepare"]).succeeded();
    // A later failure leaves what was there whole.
    sandbox.write("more.sql", "commit; select 1 / 0;");
    sandbox.run(["schema-load", "more.sql"]).ended_with(1);
    assert_whole();
    // Migrations fill it, too; what undoes itself fills nothing.
    sandbox.write("db/schema.sql", fails);
    sandbox.run(["prepare"]).ended_with(1);
    sandbox.write("more.sql", "create table c (); rollback;");
    sandbox.run(["schema-load", "more.sql"]);
    assert!(is_part());
    database.psql(&format!("set role {role}; drop table a"));
    sandbox.write("db/schema.sql", "create table a (x int);");
    sandbox.write("db/migrations/1_b.sql", "create table b ();");
    sandbox.run(["prepare"]).succeeded();
    assert_whole();
    database.psql(&format!("drop owned by {role}"));
    // Whoever may not comment on it is told.
    let other = server.role("LOGIN");
    let mark = "cruddur-db: loaded in part\ncruddur-db: environment=dev";
    database.psql(&format!(
        "drop table if exists _sqlx_migrations, b; comment on database {0} is '{mark}';
         grant create on database {0} to {1}; grant all on schema public to {1}",
        database.name, other.name
    ));
    sandbox.set("CONNECTION_URL", other.url(&database.name));
    let run = sandbox.run(["prepare"]).succeeded();
    let warning = "still counts as loaded in part: only its owner can say that it is whole";
    assert!(run.stderr.contains(warning), "{run:?}");
    assert!(is_part());
    database.psql(&format!("drop owned by {}", other.name));
    // In production nothing is recreated, and who says that it is whole says which.
    let name = &database.name;
    let marked = "cruddur-db: loaded in part\ncruddur-db: environment=prod";
    database.psql(&format!("create table c (); comment on database {name} is '{marked}'"));
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["prepare", "prod"]).ended_with(1);
    let hint = "\nhint: if it is whole by now: `cruddur-db env-set --env prod`\n";
    assert!(run.stderr.ends_with(hint), "{run:?}");
    let run = sandbox.run(["env-set", "prod"]);
    assert!(run.stderr.contains("database [DB], loaded in part, would count as whole"), "{run:?}");
    assert!(is_part());
    sandbox.run(["env-set", "prod", "--confirm", name]).succeeded();
    assert_eq!(database.psql(TAG), "cruddur-db: environment=prod");
}
