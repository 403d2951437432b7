//! kill -9 in the middle of a load, of the program and of the server: the database is as before
//! or complete, every time.

use std::process::{Child, Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::common::{Database, Outcome, Postgres, Sandbox, Watch, psql, wait_until};

/// How many places there are to die at.
const POINTS: usize = 20;

/// Those that are tried; all of them by hand: `CRUDDUR_TEST_ROUNDS=20`. Each kind is among them:
/// a statement, a trigger within COPY data, before and after much has been sent, and the COMMIT.
fn points() -> Vec<usize> {
    match std::env::var_os("CRUDDUR_TEST_ROUNDS") {
        Some(_) => (0..POINTS).collect(),
        None => vec![0, 1, 8, 9, 12, POINTS - 1],
    }
}

const TABLES: &str = "select count(*) from pg_tables where schemaname = 'public'";

/// A load that stops at each of its points for as long as somebody holds that point's lock: among
/// statements, between COPY blocks, within COPY data, and in the COMMIT.
fn script() -> String {
    let mut text = String::from(
        "create function stop(n int) returns int language sql volatile as
           'select pg_advisory_xact_lock_shared(n)::text::int';
         create function hold() returns trigger language plpgsql as
           $$ begin perform pg_advisory_xact_lock_shared(new.n); return new; end $$;\n",
    );
    text.push_str(&"-- Filled up, so that the load is of several messages.\n".repeat(20));
    for point in 0..POINTS {
        let table = format!("t{point}");
        let when = if point == POINTS - 1 {
            format!(
                "create constraint trigger late after insert on {table} deferrable \
                 initially deferred for each row execute function hold();"
            )
        } else if point % 3 == 0 {
            format!(
                "create trigger now before insert on {table} for each row execute function hold();"
            )
        } else {
            format!("do $$ begin perform pg_advisory_xact_lock_shared({point}); end $$;")
        };
        let filler =
            format!("insert into {table} select -1, '{}' where false;\n", "x".repeat(60_000));
        text.push_str(&format!(
            "create table {table} (n int, v text);\n{when}\n{}\
             copy {table} from stdin;\n{point}\tone\n\\.\n",
            filler.repeat(if point % 4 == 0 { 20 } else { 1 })
        ));
    }
    text
}

/// A client that holds the lock of a point.
fn hold(url: &str, point: usize) -> Child {
    let mut client = Command::new(crate::common::program("psql"))
        .args(["-X", "-q", "-A", "-t", "-c"])
        .arg(format!("select pg_advisory_lock({point})"))
        .args(["-c", "select 'here'", "-c", "select pg_sleep(600)"])
        .arg(url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _watch = Watch::over(&client);
    let mut lines = std::io::BufReader::new(client.stdout.take().unwrap());
    let mut line = String::new();
    while line != "here\n" {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut lines, &mut line).unwrap() > 0);
    }
    client
}

fn end(mut child: Child) {
    kill(Pid::from_raw(child.id() as i32), Signal::SIGKILL).unwrap();
    child.wait().unwrap();
}

/// Ends a client of [`hold`] and its session, which would not notice for long.
fn release(mut client: Child, url: &str) {
    let sql = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ~ '^select pg_sleep'";
    psql(url, sql);
    client.wait().unwrap();
}

/// Asks until the answer is this.
#[track_caller]
fn await_answer(url: &str, sql: &str, answer: &str) {
    wait_until(sql, || psql(url, sql) == answer);
}

/// How many sessions of this database wait for such a lock.
const WAITING: &str = "select count(*) from pg_stat_activity \
                       where datname = current_database() and wait_event = 'advisory'";

fn start(sandbox: &Sandbox) -> Child {
    sandbox
        .command(["schema-load", "schema.sql"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn the_program_is_killed_at_many_points() {
    let database: Database = Postgres::shared().database();
    let url = database.url();
    let sandbox = Sandbox::with(&database);
    sandbox.write("schema.sql", script());
    for point in points() {
        let holder = hold(&url, point);
        let load = start(&sandbox);
        await_answer(&url, WAITING, "1");
        end(load);
        release(holder, &url);
        // The server notices, and rolls back, or has the COMMIT already and finishes it.
        let others = format!(
            "select count(*) from pg_stat_activity \
             where datname = '{}' and pid <> pg_backend_pid()",
            database.name
        );
        await_answer(&url, &others, "0");
        let tables = psql(&url, TABLES);
        let committing = point == POINTS - 1;
        assert!(tables == "0" || committing && tables == POINTS.to_string(), "{point}: {tables}");
        if tables != "0" {
            database.psql("drop schema public cascade; create schema public");
        }
    }
    sandbox.run(["schema-load", "schema.sql"]).succeeded();
    assert_eq!(psql(&url, TABLES), POINTS.to_string());
}

/// The database of the sandbox's own server that the program loads into.
fn database_url(sandbox: &Sandbox) -> String {
    let url = sandbox.server_url();
    let (server, _) = url.rsplit_once('/').unwrap();
    let exists = psql(&url, "select count(*) from pg_database where datname = 'cruddur'");
    if exists == "0" {
        psql(&url, "create database cruddur");
    }
    format!("{server}/cruddur")
}

#[test]
fn the_server_is_killed_at_many_points() {
    let sandbox = Sandbox::with_server();
    sandbox.write("schema.sql", script());
    // The machine stays up: this is about processes, and many recoveries should not take minutes.
    psql(&sandbox.server_url(), "alter system set fsync = off");
    for point in points() {
        // Starts the sandbox's own server where none runs.
        let url = database_url(&sandbox);
        let holder = hold(&url, point);
        let load = start(&sandbox);
        await_answer(&url, WAITING, "1");
        sandbox.kill_server();
        let run = sandbox.finished(load.outcome());
        assert!(matches!(run.status, Some(1 | 3)), "{run:?}");
        end(holder);
        assert_eq!(psql(&database_url(&sandbox), TABLES), "0", "{point}");
    }
    sandbox.run(["schema-load", "schema.sql"]).succeeded();
    assert_eq!(psql(&database_url(&sandbox), TABLES), POINTS.to_string());
}

/// Ctrl-C while more COPY data is waited for, which is no statement that the server could cancel.
#[test]
fn an_interrupt_within_copy_data_rolls_back() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    let mut load = sandbox
        .command(["schema-load", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = load.stdin.take().unwrap();
    std::io::Write::write_all(&mut input, b"create table c (a int);\ncopy c from stdin;\n1\n")
        .unwrap();
    let copying = "select count(*) from pg_stat_activity where datname = current_database() \
                   and query like 'copy c %' and state = 'active' and wait_event = 'ClientRead'";
    await_answer(&database.url(), copying, "1");
    kill(Pid::from_raw(load.id() as i32), Signal::SIGINT).unwrap();
    // The pipe stays open, and nothing comes.
    let run = sandbox.finished(load.outcome()).ended_with(130);
    drop(input);
    assert!(run.stderr.contains("interrupted; everything was rolled back"), "{run:?}");
    assert_eq!(database.psql(TABLES), "0");
}
