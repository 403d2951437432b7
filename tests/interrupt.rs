//! Ctrl-C, and worse.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use cruddur_db::model::DatabaseName;
use cruddur_db::postgres::databases::staging_name;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::common::{Database, Postgres, Sandbox};

const TABLES: &str = "select count(*) from pg_tables where schemaname = 'public'";

/// A load that is in the middle of its second statement, in this database.
fn loading_into(sandbox: &Sandbox, name: &str, command: &str) -> Child {
    let sql = "create table half (x int);\nselect pg_sleep(600);\ncreate table whole (x int);\n";
    sandbox.write("schema/schema.sql", sql);
    let child =
        sandbox.command([command]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let sql = format!(
        "select count(*) from pg_stat_activity where datname = '{name}' \
         and state = 'active' and wait_event = 'PgSleep'"
    );
    let deadline = Instant::now() + Duration::from_secs(60);
    while Postgres::shared().psql("postgres", &sql) != "1" {
        assert!(Instant::now() < deadline, "the load does not get to its second statement");
    }
    child
}

/// A load that is in the middle of its second statement.
fn loading(sandbox: &Sandbox, database: &Database, command: &str) -> Child {
    loading_into(sandbox, &database.name, command)
}

fn end(child: Child, signal: Signal) -> std::process::Output {
    kill(Pid::from_raw(child.id() as i32), signal).unwrap();
    child.wait_with_output().unwrap()
}

/// Waits until no session of the database is left.
fn await_silence(database: &Database) {
    let name = &database.name;
    let sql = format!("select count(*) from pg_stat_activity where datname = '{name}'");
    while Postgres::shared().psql("postgres", &sql) != "0" {}
}

#[test]
fn ctrl_c_cancels_on_the_server_and_rolls_back() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let database = Postgres::shared().database();
        let sandbox = Sandbox::with(&database);
        let child = loading(&sandbox, &database, "schema-load");
        let run = sandbox.finished(end(child, signal)).ended_with(130);
        assert!(run.stderr.contains("interrupted"), "{run:?}");
        await_silence(&database);
        assert_eq!(database.psql(TABLES), "0");
    }
}

#[test]
fn an_interrupted_setup_leaves_the_database_as_it_was() {
    let database = Postgres::shared().database();
    database.psql("create table precious (x int)");
    let sandbox = Sandbox::with(&database);
    let name = DatabaseName::new(&*database.name).unwrap();
    let staging = staging_name(&name).to_string();
    let child = loading_into(&sandbox, &staging, "setup");
    let run = sandbox.finished(end(child, Signal::SIGINT)).ended_with(130);
    assert!(run.stderr.contains("interrupted"), "{run:?}");
    assert_eq!(database.psql("select to_regclass('precious') is null"), "f");
    let left = format!("select count(*) from pg_database where datname = '{staging}'");
    assert_eq!(database.psql(&left), "0");
}

#[test]
fn a_killed_command_leaves_the_database_as_it_was() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let child = loading(&sandbox, &database, "schema-load");
    let output = end(child, Signal::SIGKILL);
    assert_eq!(output.status.code(), None);
    // The server notices a client that is gone when it next has something to tell it.
    database.psql(
        "select pg_terminate_backend(pid) from pg_stat_activity \
         where datname = current_database() and pid <> pg_backend_pid()",
    );
    assert_eq!(database.psql(TABLES), "0");
}

#[test]
fn an_interrupted_dump_leaves_no_file() {
    let database = Postgres::shared().database();
    database.psql("create table t (x int)");
    let sandbox = Sandbox::with(&database);
    // pg_dump waits for this lock.
    let mut locker = std::process::Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-A", "-t", &database.url()])
        .args(["-c", "begin", "-c", "lock t", "-c", "select 'locked'"])
        .args(["-c", "select pg_sleep(600)"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(locker.stdout.as_mut().unwrap()).lines();
    drop(lines.next());
    let child = sandbox.command(["dump", "x.sql"]).stderr(Stdio::piped()).spawn().unwrap();
    let sql = "select count(*) from pg_stat_activity where datname = current_database() \
               and wait_event_type = 'Lock'";
    while database.psql(sql) != "1" {}
    sandbox.finished(end(child, Signal::SIGINT)).ended_with(130);
    assert_eq!(std::fs::read_dir(sandbox.work()).unwrap().count(), 0);
    locker.kill().unwrap();
    locker.wait().unwrap();
}
