use std::thread;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn makes_a_missing_database_once() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["create"]).check(str![[r#"
exit 0
--- stdout
database [DB] created
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    sandbox.run(["create"]).check(str![[r#"
exit 0
--- stdout
database [DB] already exists
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql("select current_database()"), database.name);
}

#[test]
fn odd_names_work() {
    for name in ["My \"db\" ü", "quote's", "CAPITALS", "a;b--c"] {
        let database = Postgres::shared().missing_database_named(name);
        let sandbox = Sandbox::with(&database);
        sandbox.run(["create"]).succeeded();
        assert_eq!(database.psql("select current_database()"), name);
        sandbox.run(["drop"]).succeeded();
        assert!(!database.exists());
    }
}

#[test]
fn options_reach_the_server() {
    let database = Postgres::shared().missing_database();
    let owner = Postgres::shared().role("login");
    let sandbox = Sandbox::with(&database);
    let encoding = ["--encoding", "LATIN1", "--locale", "C", "--template", "template0"];
    sandbox.run(["create", "--owner", &owner.name].into_iter().chain(encoding)).succeeded();
    let sql = "select pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate \
               from pg_database where datname = current_database()";
    assert_eq!(database.psql(sql), format!("{}|LATIN1|C", owner.name));
}

#[test]
fn a_dry_run_makes_nothing() {
    let database = Postgres::shared().missing_database();
    Sandbox::with(&database).run(["create", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
database [DB] would be created
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert!(!database.exists());
}

#[test]
fn says_it_in_json() {
    let database = Postgres::shared().missing_database();
    let run = Sandbox::with(&database).run(["create", "--format", "json"]).succeeded();
    assert_eq!(
        run.json(),
        serde_json::json!({ "database": "[DB]", "created": true, "environment": "dev" })
    );
}

#[test]
fn a_role_without_createdb_is_enough_when_it_exists() {
    let database = Postgres::shared().database();
    let role = Postgres::shared().role("login");
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", role.url(&database.name));
    sandbox.run(["create"]).succeeded();

    let missing = Postgres::shared().missing_database();
    sandbox.set("CONNECTION_URL", role.url(&missing.name));
    let run = sandbox.run(["create"]).ended_with(1);
    assert!(
        run.stderr.contains("permission denied to create database (SQLSTATE 42501)"),
        "{run:?}"
    );
}

#[test]
fn a_closed_maintenance_database_does_not_matter_when_it_exists() {
    let database = Postgres::shared().database();
    let run = Sandbox::with(&database).run(["create", "--maintenance-db", "no such one"]);
    assert!(run.succeeded().stdout.contains("already exists"));
    let missing = Postgres::shared().missing_database();
    let run = Sandbox::with(&missing).run(["create", "--maintenance-db", "no such one"]);
    run.ended_with(3);
}

#[test]
fn everyone_wins_a_race() {
    let database = Postgres::shared().missing_database();
    let sandbox = Sandbox::with(&database);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| sandbox.run(["create"]).succeeded());
        }
    });
    assert!(database.exists());
}

#[test]
fn another_failure_of_the_server_is_passed_on() {
    let database = Postgres::shared().missing_database();
    Sandbox::with(&database).run(["create", "--template", "nothing here"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: template database "nothing here" does not exist (SQLSTATE 3D000)

"#]]);
}
