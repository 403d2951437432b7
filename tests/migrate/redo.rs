//! `migration redo`: nothing is rolled back before everything is checked.

use std::process::Stdio;

use ::snapbox::str;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::{project, rows};
use crate::common::{Database, Outcome, Postgres, Run, Sandbox, hinted_commands, paste};

const TWO: [(&str, &str); 4] = [
    ("1_a.up.sql", "create table a (x int)"),
    ("1_a.down.sql", "drop table a"),
    ("2_b.up.sql", "create table b (x int)"),
    ("2_b.down.sql", "drop table b"),
];

/// Two applied migrations, and a row in the newer one's table.
fn applied() -> (Database, Sandbox) {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &TWO);
    sandbox.run(["migrate"]).succeeded();
    database.psql("insert into b values (7)");
    (database, sandbox)
}

#[test]
fn an_older_edit_is_found_before_anything_is_rolled_back() {
    let (database, sandbox) = applied();
    sandbox.write("db/migrations/1_a.up.sql", "create table a (x int, y int)");
    for args in [&["migration", "redo"][..], &["migration", "redo", "2"], &["migrate"]] {
        let run = sandbox.run(args.iter().copied()).ended_with(1);
        let said = "error: db/migrations/1_a.up.sql was edited after it was applied; nothing was \
                    changed\nhint: revert the edit and write a new migration; to roll it and all \
                    newer ones back and run them again: `cruddur-db migration redo 1`; to accept";
        assert!(run.stderr.contains(said), "{args:?} {run:?}");
        assert_eq!(database.psql("table b"), "7");
    }
    let run = sandbox.run(["migrate"]).ended_with(1);
    let redo = hinted_commands(&run.stderr).into_iter().find(|it| it.contains("redo")).unwrap();
    assert_eq!(paste(&sandbox, &redo).status, Some(0));
    assert_eq!(rows(&database), "1|t\n2|t");
    sandbox.run(["migrate"]).succeeded();
}

#[test]
fn the_hint_is_given_only_where_it_helps() {
    let (database, mut sandbox) = applied();
    sandbox.write("db/migrations/3_c.sql", "create table c ()");
    sandbox.run(["migrate"]).succeeded();
    sandbox.write("db/migrations/1_a.up.sql", "create table a (x int, y int)");
    let run = sandbox.run(["migrate"]).ended_with(1);
    assert!(!run.stderr.contains("redo"), "{run:?}");
    let run = sandbox.run(["migration", "redo"]).ended_with(2);
    assert!(
        run.stderr.contains("nothing was changed; to roll back, create 3_c.down.sql"),
        "{run:?}"
    );
    std::fs::remove_file(sandbox.work().join("db/migrations/3_c.sql")).unwrap();
    sandbox.write("db/migrations/3_c.up.sql", "create table c ()");
    sandbox.write("db/migrations/3_c.down.sql", "drop table c");
    assert!(sandbox.run(["migrate"]).ended_with(1).stderr.contains("migration redo 1`"));
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let run = sandbox.run(["migrate", "prod"]).ended_with(1);
    assert!(run.stderr.contains("was edited") && !run.stderr.contains("redo"), "{run:?}");
}

#[test]
fn both_halves_are_one_report() {
    let (database, sandbox) = applied();
    sandbox.write("db/migrations/2_b.up.sql", "create table b (x int, y int)");
    sandbox.write("db/migrations/3_c.sql", "create table c ()");
    sandbox.run(["migration", "redo", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
1 migration would be rolled back and run again, in one transaction:
  db/migrations/2_b.down.sql: 1 statement
    db/migrations/2_b.down.sql:1:1: drop table b  -- loses data: the table and its rows are dropped
then:
  db/migrations/2_b.up.sql: 1 statement
    db/migrations/2_b.up.sql:1:1: create table b (x int, y int)  -- safe
1 more would stay pending
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    assert_eq!(database.psql("table b"), "7");
    sandbox.run(["migration", "redo", "--quiet"]).check(str![[r#"
exit 0
--- stdout
rolled back db/migrations/2_b.down.sql: 1 statement ([TIME])
applied db/migrations/2_b.up.sql: 1 statement ([TIME])
1 migration rolled back and applied again ([TIME]), 1 more pending

"#]]);
    assert_eq!(rows(&database), "1|t\n2|t");
    let json = sandbox.run(["migration", "redo", "1", "--format", "json"]).succeeded().json();
    let versions = |field: &str| -> Vec<i64> {
        let all = json[field].as_array().unwrap().iter();
        all.map(|it| it["version"].as_i64().unwrap()).collect()
    };
    assert_eq!((versions("rolled_back"), versions("applied")), (vec![2, 1], vec![1, 2]));
    assert_eq!(json["pending"], 1);
    let run = sandbox.run(["migration", "redo", "3"]).ended_with(2);
    assert!(run.stderr.contains("version 3 is not applied"), "{run:?}");
    sandbox.run(["migration", "redo", "20250101000000"]).check(str![[r#"
exit 2
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: there is no migration of version 20250101000000
hint: `cruddur-db migration list` shows them

"#]]);
}

#[test]
fn nothing_applied_is_one_json_value() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &TWO);
    let run = sandbox.run(["migration", "redo"]).succeeded();
    assert_eq!(run.stdout, "nothing to do: no migration is applied\n");
    for args in [&["--format", "json"][..], &["--format", "json", "--dry-run"]] {
        let args = ["migration", "redo"].iter().chain(args).copied();
        assert_eq!(sandbox.run(args).succeeded().json()["pending"], 2);
    }
    assert_eq!(database.psql("select to_regclass('a')"), "");
}

#[test]
fn a_failure_or_an_interrupt_changes_nothing() {
    let (database, sandbox) = applied();
    sandbox.write("db/migrations/2_b.up.sql", "create table b (x int, y nothing)");
    sandbox.run(["migration", "redo"]).check(str![[r#"
exit 1
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: db/migrations/2_b.up.sql:1:26: type "nothing" does not exist (SQLSTATE 42704)
1 | create table b (x int, y nothing)
  |                          ^
detail: nothing was changed

"#]]);
    assert_eq!(database.psql("table b"), "7");
    sandbox.write("db/migrations/2_b.up.sql", "select pg_sleep(600)");
    let run = interrupted_redo(&database, &sandbox);
    assert!(run.stderr.contains("interrupted; nothing was changed"), "{run:?}");
    assert_eq!(database.psql("table b"), "7");
    // Without a transaction, it says what is left.
    sandbox.write("db/migrations/2_b.up.sql", "-- no-transaction\nselect 1;\nselect 1/0;\n");
    let run = sandbox.run(["migration", "redo"]).ended_with(1);
    assert!(run.stderr.contains("1 of 1 rolled back, 0 of 1 applied again"), "{run:?}");
    assert_eq!(database.psql("select to_regclass('b')"), "");
}

/// `migration redo`, interrupted while a migration sleeps.
fn interrupted_redo(database: &Database, sandbox: &Sandbox) -> Run {
    let mut command = sandbox.command(["migration", "redo", "--quiet"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let asleep = format!(
        "select count(*) from pg_stat_activity where datname = '{}' and wait_event = 'PgSleep'",
        database.name
    );
    Postgres::shared().wait_for(&asleep, "1");
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    sandbox.finished(child.outcome()).ended_with(130)
}

#[test]
fn what_is_half_rolled_back_is_not_called_unchanged() {
    let (database, sandbox) = applied();
    let down = |last: &str| format!("-- no-transaction\nalter table b add y int;\n{last};\n");
    sandbox.write("db/migrations/2_b.down.sql", down("select 1 / 0"));
    let run = sandbox.run(["migration", "redo"]).ended_with(1);
    assert!(run.stderr.contains("1 of its 2 statements are done"), "{run:?}");
    assert!(run.stderr.contains("0 of 1 rolled back, 0 of 1 applied again"), "{run:?}");
    assert!(!run.stderr.contains("nothing was changed"), "{run:?}");
    // What is done already is left out; the rest is interrupted.
    database.psql("update _sqlx_migrations set success = true where version = 2");
    database.psql("alter table b drop y");
    sandbox.write("db/migrations/2_b.down.sql", down("select pg_sleep(600)"));
    let run = interrupted_redo(&database, &sandbox);
    assert!(run.stderr.contains("interrupted; 0 of 1 rolled back, 0 of 1 applied"), "{run:?}");
    assert!(run.stderr.contains("1 of its 2 statements are done"), "{run:?}");
    assert!(run.stderr.contains("rollback --resume"), "{run:?}");
}
