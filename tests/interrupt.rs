//! Ctrl-C, and worse.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::time::Instant;

use cruddur_db::model::DatabaseName;
use cruddur_db::postgres::databases::staging_name;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::common::{
    Database, Outcome, Postgres, Sandbox, TIMEOUT, Watch, cut_at_reply, wait_until,
};

const TABLES: &str = "select count(*) from pg_tables where schemaname = 'public'";

/// A load that is in the middle of its second statement, in this database.
fn loading_into(sandbox: &Sandbox, name: &str, command: &str) -> Child {
    let sql = "create table half (x int);\nselect pg_sleep(600);\ncreate table whole (x int);\n";
    sandbox.write("schema/schema.sql", sql);
    sandbox.write("seeds/none.sql", "");
    let child =
        sandbox.command([command]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let sql = format!(
        "select count(*) from pg_stat_activity where datname = '{name}' \
         and state = 'active' and wait_event = 'PgSleep'"
    );
    Postgres::shared().wait_for(&sql, "1");
    child
}

/// A load that is in the middle of its second statement.
fn loading(sandbox: &Sandbox, database: &Database, command: &str) -> Child {
    loading_into(sandbox, &database.name, command)
}

fn end(child: Child, signal: Signal) -> std::process::Output {
    kill(Pid::from_raw(child.id() as i32), signal).unwrap();
    child.outcome()
}

/// Waits until no session of the database is left.
fn await_silence(database: &Database) {
    let name = &database.name;
    let sql = format!("select count(*) from pg_stat_activity where datname = '{name}'");
    Postgres::shared().wait_for(&sql, "0");
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
    database.wait_for(sql, "1");
    sandbox.finished(end(child, Signal::SIGINT)).ended_with(130);
    assert_eq!(std::fs::read_dir(sandbox.work()).unwrap().count(), 0);
    locker.kill().unwrap();
    locker.wait().unwrap();
}

/// What has been sent ends with its COMMIT.
#[test]
fn an_interrupted_addition_is_told_of() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    for command in ["schema-load", "seed"] {
        sandbox.run([command, "--quiet"]).succeeded();
    }
    let activity = ["activity", "create", "--handle", "bayko", "--message", "hi"];
    let user = ["user", "add", "--handle", "x", "--display-name", "X", "--email", "x@example.com"];
    for args in [&activity[..], &user] {
        let mut locker = database.after(&["begin", "lock activities, users"]);
        let child = sandbox.command(args).stderr(Stdio::piped()).spawn().unwrap();
        database.wait_for(
            "select count(*) from pg_stat_activity where datname = current_database() \
             and wait_event_type = 'Lock'",
            "1",
        );
        kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
        wait_until("the signal is taken", || !is_on_its_way(&child, Signal::SIGINT));
        drop(locker.stdin.take());
        locker.wait().unwrap();
        let run = sandbox.finished(child.outcome()).ended_with(130);
        let said = format!("interrupted; the {} was added", args[0]);
        assert!(run.stderr.contains(&said), "{run:?}");
    }
    let there = "select (select count(*) from activities where message = 'hi'), \
                 (select count(*) from users where handle = 'x')";
    assert_eq!(database.psql(there), "1|1");
}

/// Waits for the end, but not for ever.
fn await_end(child: &mut Child) -> std::process::ExitStatus {
    let _watch = Watch::over(child);
    child.wait().unwrap()
}

/// Whether a signal has been sent to the process and not been taken by it yet.
fn is_on_its_way(child: &Child, signal: Signal) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.unwrap_or_default();
    let pending = status.lines().filter_map(|line| line.split_once("Pnd:"));
    pending
        .filter_map(|(_, mask)| u64::from_str_radix(mask.trim(), 16).ok())
        .any(|mask| mask >> (signal as i32 - 1) & 1 == 1)
}

/// The server cannot answer, so that the first interrupt waits for it. The second comes as soon
/// as the system takes it.
#[test]
fn a_second_interrupt_is_not_lost_however_fast_it_is() {
    for second in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let database = Postgres::shared().database();
        let sandbox = Sandbox::with(&database);
        let mut child = loading(&sandbox, &database, "schema-load");
        let sql = format!(
            "select pid from pg_stat_activity where datname = '{}' and wait_event = 'PgSleep'",
            database.name
        );
        let backend = Pid::from_raw(Postgres::shared().psql("postgres", &sql).parse().unwrap());
        kill(backend, Signal::SIGSTOP).unwrap();
        let pid = Pid::from_raw(child.id() as i32);
        kill(pid, Signal::SIGINT).unwrap();
        let deadline = Instant::now() + TIMEOUT;
        while second == Signal::SIGINT && is_on_its_way(&child, Signal::SIGINT) {
            assert!(Instant::now() < deadline, "the first signal is not taken");
        }
        kill(pid, second).unwrap();
        let status = await_end(&mut child);
        kill(backend, Signal::SIGCONT).unwrap();
        let run = sandbox.finished(child.outcome());
        assert_eq!(status.code(), Some(130), "{run:?}");
        assert!(run.stderr.contains("interrupted twice"), "{second}: {run:?}");
        // Nobody may have told the server to give up.
        let name = &database.name;
        let end = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
        Postgres::shared().psql("postgres", &end);
        await_silence(&database);
        assert_eq!(database.psql(TABLES), "0");
    }
}

#[test]
fn under_nohup_a_hang_up_changes_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let mut holder = database.after(&["select pg_advisory_lock(4711)"]);
    sandbox.write("schema/schema.sql", "select pg_advisory_lock(4711);\ncreate table t (x int);\n");
    let mut command = sandbox.under_nohup(["schema-load"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let waits = "select count(*) from pg_stat_activity where datname = current_database() \
                 and wait_event = 'advisory'";
    database.wait_for(waits, "1");
    for _ in 0..3 {
        kill(Pid::from_raw(child.id() as i32), Signal::SIGHUP).unwrap();
    }
    // It would have heard that long ago.
    sandbox.run(["sessions"]).succeeded();
    drop(holder.stdin.take());
    holder.wait().unwrap();
    sandbox.finished(child.outcome()).succeeded();
    assert_eq!(database.psql(TABLES), "1");
}

/// The row is there, and nobody can say so.
#[test]
fn a_connection_that_breaks_after_the_interrupt_leaves_it_unknown() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "-q"]).succeeded();
    let server = Postgres::shared().port();
    let port = cut_at_reply(server, "COMMIT", 1);
    let url = database.url().replacen(&format!(":{server}/"), &format!(":{port}/"), 1);
    sandbox.set("CONNECTION_URL", url);
    let user = ["user", "add", "--handle", "x", "--display-name", "X", "--email", "x@example.com"];
    let mut locker = database.after(&["begin", "lock users"]);
    let child = sandbox.command(user).stderr(Stdio::piped()).spawn().unwrap();
    await_lock(&database);
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    wait_until("the signal is taken", || !is_on_its_way(&child, Signal::SIGINT));
    drop(locker.stdin.take());
    locker.wait().unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(130);
    assert!(run.stderr.contains("unknown whether"), "{run:?}");
    assert_eq!(database.psql("select count(*) from users where handle = 'x'"), "1");
}

/// Waits until a session of the database waits for another one.
fn await_lock(database: &Database) {
    let sql = "select count(*) from pg_stat_activity where datname = current_database() \
               and wait_event_type = 'Lock'";
    database.wait_for(sql, "1");
}

#[test]
fn an_interrupted_tag_is_told_of() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let comment = format!("comment on database {} is 'mine'", database.name);
    let mut locker = database.after(&["begin", &comment, "rollback", "begin", &comment]);
    let child = sandbox.command(["env-set"]).stderr(Stdio::piped()).spawn().unwrap();
    await_lock(&database);
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    wait_until("the signal is taken", || !is_on_its_way(&child, Signal::SIGINT));
    drop(locker.stdin.take());
    locker.wait().unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(130);
    let said = "error: interrupted; database [DB] was tagged as dev";
    assert!(run.stderr.contains(said), "{run:?}");
}

#[test]
fn an_interrupted_login_has_changed_nothing() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://me@127.0.0.1:1/d");
    for args in [&["wait"][..], &["create", "--wait"], &["connect", "--wait"], &["drop", "--wait"]]
    {
        let mut child = sandbox.command(args).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        stderr.read_line(&mut line).unwrap();
        assert!(line.starts_with("dev: d on "), "{line}");
        kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
        let mut rest = String::new();
        stderr.read_to_string(&mut rest).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(rest.ends_with("error: interrupted; nothing was changed\n"), "{args:?}: {rest}");
    }
}
