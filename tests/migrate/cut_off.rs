//! Runs that end in the middle: Ctrl-C, a lost connection, a lock that is gone.

use std::process::{Child, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::{project, rows};
use crate::common::{Database, Outcome, Postgres, Sandbox};

const FILES: [(&str, &str); 3] = [
    ("1_a.sql", "create table a (x int)"),
    ("2_b.sql", "create table b (x int);\nselect pg_sleep(600);\n"),
    ("3_c.sql", "create table c (x int)"),
];

/// `migrate` in the middle of its second file.
fn sleeping(sandbox: &Sandbox, database: &Database) -> Child {
    let mut command = sandbox.command(["migrate"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let sql = format!(
        "select count(*) from pg_stat_activity where datname = '{}' and wait_event = 'PgSleep'",
        database.name
    );
    Postgres::shared().wait_for(&sql, "1");
    child
}

#[test]
fn ctrl_c_takes_back_the_file_that_runs() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &FILES);
    let child = sleeping(&sandbox, &database);
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(130);
    let said = "interrupted: 1 of the 3 due applied, up to db/migrations/1_a.sql";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(rows(&database), "1|t");
    assert_eq!(database.psql("select to_regclass('b'), to_regclass('c')"), "|");
}

#[test]
fn a_connection_that_is_cut_off_leaves_what_the_table_says() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &FILES);
    let child = sleeping(&sandbox, &database);
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
               where wait_event = 'PgSleep' and datname = current_database()";
    assert_eq!(database.psql(cut), "1");
    let run = sandbox.finished(child.outcome()).ended_with(1);
    assert!(run.stderr.contains("2_b.sql:2:1: terminating connection"), "{run:?}");
    assert!(run.stderr.contains("1 of the 3 due applied"), "{run:?}");
    assert_eq!(rows(&database), "1|t");
    sandbox.write("db/migrations/2_b.sql", "create table b (x int)");
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
}

#[test]
fn a_lock_that_is_lost_while_somebody_thinks_is_noticed() {
    let database = Postgres::shared().database();
    let mut sandbox = project(&database, &FILES[..1]);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let mut terminal = sandbox.terminal(&["migrate", "prod", "--no-backup"]);
    terminal.wait_for("to go on");
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
               where application_name = 'cruddur-db migrate' and datname = current_database()";
    assert_eq!(database.psql(cut), "2");
    terminal.press(&format!("{}\r", database.name));
    terminal.wait_for("was lost meanwhile; nothing was changed");
    assert_eq!(database.psql("select to_regclass('a')"), "");
}
