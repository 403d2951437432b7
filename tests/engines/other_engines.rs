//! CockroachDB and YugabyteDB.

use snapbox::str;

use super::imitation::{COCKROACH, Imitation, POSTGRES, Says, YUGABYTE};
use crate::common::{Database, Postgres, Sandbox};

fn imitate(says: Says) -> (Database, Sandbox, Imitation) {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let imitation = Imitation::of(&database, says, |_| None);
    sandbox.set("CONNECTION_URL", &imitation.url);
    (database, sandbox, imitation)
}

#[test]
fn a_check_that_could_not_be_undone_is_refused() {
    for says in [COCKROACH, YUGABYTE] {
        let (database, sandbox, server) = imitate(says);
        sandbox.write("a.sql", "create table a (id int);");
        let run = sandbox.run(["schema-load", "--check", "--quiet", "a.sql"]).ended_with(2);
        assert!(run.stderr.contains("does not roll back CREATE, ALTER and DROP"), "{}", run.stderr);
        assert_eq!(server.heard("create table"), [""; 0]);
        assert_eq!(database.psql("select count(*) from pg_class where relname = 'a'"), "0");
    }
}

#[test]
fn migrations_are_refused() {
    for says in [COCKROACH, YUGABYTE] {
        let (_database, sandbox, server) = imitate(says);
        sandbox.write("migrations/1_a.sql", "create table a (id int);");
        let run = sandbox.run(["migrate", "--quiet"]).ended_with(2);
        assert!(run.stderr.contains("it does not roll back failed ones"), "{}", run.stderr);
        assert_eq!(server.heard("create table"), [""; 0]);
    }
}

/// Before the schema, whatever way the database would be filled.
#[test]
fn setup_and_prepare_refuse_migrations_before_anything_is_run() {
    for says in [COCKROACH, YUGABYTE] {
        for line in ["setup", "setup --keep", "setup --dry-run", "prepare"] {
            for creates in ["login createdb", "login"] {
                let (database, mut sandbox, server) = imitate(says);
                let role = Postgres::shared().role(creates);
                let name = &database.name;
                Postgres::shared()
                    .psql("postgres", &format!("alter database {name} owner to {}", role.name));
                sandbox.set(
                    "CONNECTION_URL",
                    server.url.replace("//postgres:", &format!("//{}:", role.name)),
                );
                sandbox.write("schema/schema.sql", "create table a (id int);");
                sandbox.write("migrations/1_b.sql", "create table b (id int);");
                let run = sandbox.run(line.split(' ')).ended_with(2);
                let said = "error: migrations are not run on ";
                assert!(run.stderr.contains(said), "{line} {creates} {run:?}");
                assert_eq!(server.heard("create table"), [""; 0], "{line} {creates}");
                assert_eq!(server.heard("CREATE DATABASE"), [""; 0], "{line} {creates}");
            }
        }
    }
}

#[test]
fn each_file_is_said_to_be_no_transaction() {
    let (_database, sandbox, server) = imitate(COCKROACH);
    sandbox.write("a.sql", "create table a (id int);");
    sandbox.write("b.sql", "insert into a values (1), ('x');");
    sandbox.run(["schema-load", "a.sql", "b.sql"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[..] as postgres (local)
a.sql: not one transaction: CockroachDB does not roll back CREATE, ALTER and DROP
b.sql: not one transaction: CockroachDB does not roll back CREATE, ALTER and DROP
error: b.sql:1:28: invalid input syntax for type integer: "x" (SQLSTATE 22P02)
1 | insert into a values (1), ('x');
  |                            ^
hint: CockroachDB may have kept the statements before: check the database

"#]]);
    sandbox.write("c.sql", "create table c (id int);");
    sandbox.run(["schema-load", "--quiet", "c.sql"]).succeeded();
    // It has none of these, and an error would end the transaction.
    assert_eq!(server.heard("pg_current_xact_id"), [""; 0]);
    assert_eq!(server.heard("SET CONSTRAINTS"), [""; 0]);
}

#[test]
fn a_database_is_dropped_without_force() {
    for (says, sql) in [
        (COCKROACH, "DROP DATABASE IF EXISTS \"[DB]\""),
        (YUGABYTE, "DROP DATABASE IF EXISTS \"[DB]\""),
        (POSTGRES, "DROP DATABASE IF EXISTS \"[DB]\" WITH (FORCE)"),
    ] {
        let (database, sandbox, server) = imitate(says);
        sandbox.run(["drop", "--quiet"]).succeeded();
        assert_eq!(server.heard("DROP DATABASE"), [sql.replace("[DB]", &database.name)]);
        assert!(!database.exists());
    }
}

#[test]
fn a_drop_of_a_database_in_use_is_tried_again() {
    for (times, status) in [(1, 0), (9, 1)] {
        let database = Postgres::shared().database();
        let mut sandbox = Sandbox::with(&database);
        let mut left = times;
        let server = Imitation::of(&database, POSTGRES, move |sql| {
            let refused = sql.starts_with("DROP DATABASE") && left > 0;
            left -= i32::from(refused);
            refused.then_some(("55006", "database is being accessed by other users"))
        });
        sandbox.set("CONNECTION_URL", &server.url);
        sandbox.run(["drop", "--quiet"]).ended_with(status);
        assert_eq!(server.heard("DROP DATABASE").len(), if status == 0 { 2 } else { 4 });
        assert_eq!(database.exists(), status != 0);
    }
}

/// A view that is there for its name only, in the way of the real one.
fn without_sessions(database: &Database) -> String {
    database.psql(
        "create schema empty; create view empty.pg_stat_activity as \
         select * from pg_catalog.pg_stat_activity limit 0;
         create view empty.pg_extension as select * from pg_catalog.pg_extension limit 0",
    );
    "&options=-c%20search_path%3Dempty,pg_catalog".to_owned()
}

#[test]
fn sessions_that_are_not_shown_are_unknown_and_not_none() {
    let (database, mut sandbox, server) = imitate(COCKROACH);
    let url = format!("{}{}", server.url, without_sessions(&database));
    sandbox.set("CONNECTION_URL", url);
    for args in [&["sessions"][..], &["sessions", "--blocking"], &["sessions", "kill", "--all"]] {
        let run = sandbox.run([args, &["--quiet"]].concat()).ended_with(1);
        let error = "who is connected is unknown: this CockroachDB does not show its sessions";
        assert!(run.stderr.ends_with(&format!("error: {error}\n")), "{}", run.stderr);
    }
}

#[test]
fn whom_a_drop_disconnects_is_said_to_be_unknown() {
    let (database, sandbox, server) = imitate(COCKROACH);
    let beside = Postgres::shared().database();
    let url = format!("{}{}", server.url, without_sessions(&beside));
    let work_from = ["--maintenance-db", &beside.name];
    let mut psql = database.after(&["select 1"]);
    let args = [&["drop", "--dry-run", "--url", &url][..], &work_from].concat();
    let run = sandbox.run(args).succeeded();
    let said = "are unknown: the server does not show its sessions";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    let args = [&["drop", "--dry-run"][..], &work_from].concat();
    let run = sandbox.run(args).succeeded();
    assert!(!run.stderr.contains(said) && run.stdout.contains("ending 1 session"), "{run:?}");
    psql.kill().unwrap();
    psql.wait().unwrap();
}

#[test]
fn without_locks_nothing_is_replaced_and_the_rest_is_done() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let server = Imitation::of(&database, YUGABYTE, |sql| {
        let missing = sql.contains("pg_try_advisory_xact_lock");
        missing.then_some(("0A000", "advisory locks feature is currently in preview"))
    });
    sandbox.set("CONNECTION_URL", &server.url);
    let said = "is not locked against other commands";
    sandbox.write("schema/schema.sql", "create table a (id int);");
    sandbox.write("seeds/a.sql", "insert into a values (1);");
    let run = sandbox.run(["schema-load"]).succeeded();
    assert!(run.stderr.contains(said), "{}", run.stderr);
    let run = sandbox.run(["setup"]).ended_with(1);
    assert!(run.stderr.contains(said) && run.stderr.contains("is not replaced"), "{}", run.stderr);
    assert_eq!(server.heard("CREATE DATABASE"), [""; 0]);
    assert_eq!(database.psql("select count(*) from a"), "0");
    let run = sandbox.run(["drop"]).succeeded();
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(!database.exists());
}

#[test]
fn sessions_of_one_node_are_said_to_be_those() {
    let (_database, sandbox, _server) = imitate(YUGABYTE);
    let run = sandbox.run(["sessions"]).succeeded();
    assert!(run.stderr.contains("YugabyteDB: sessions on its other nodes are unknown"));
}

#[test]
fn doctor_does_not_know_what_it_does_not_see() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    let server = Imitation::of(&database, COCKROACH, |sql| {
        let missing = sql.contains("pg_available_extensions") || sql.contains("datlocprovider");
        missing.then_some(("42883", "unknown function"))
    });
    sandbox.set("CONNECTION_URL", &server.url);
    let run = sandbox.run(["doctor", "--quiet"]).succeeded();
    let seen: Vec<_> = run.stdout.lines().filter(|line| line.starts_with("unknown")).collect();
    assert_eq!(seen.len(), 4, "{}", run.stdout);
    assert!(seen[1].contains("CockroachDB, which reports Postgres"));
    assert!(seen[2].contains("extensions") && seen[3].contains("tag"), "{seen:?}");
}
