//! The end of a load: what it says of the COMMIT is so, also when nobody answers.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use cruddur_db::script::{Input, Options};

use super::judge::{file, load_files, load_into};
use crate::common::{Database, Postgres, Run, Sandbox};

/// A way to the server that is cut once, when the word comes by for the first time.
struct Cut {
    port: u16,
}

/// How it is cut.
#[derive(Clone, Copy)]
struct How {
    word: &'static str,
    /// The word still gets through; its answer never does.
    forwards: bool,
    /// Each message takes so long.
    delay: Duration,
}

/// At our own COMMIT.
const AT_COMMIT: How = How { word: "COMMIT;", forwards: true, delay: Duration::ZERO };

impl Cut {
    fn new(server: u16, how: How) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let done = Arc::new(AtomicBool::new(false));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let done = Arc::clone(&done);
                thread::spawn(move || carry(client, server, how, &done));
            }
        });
        Self { port }
    }

    fn url(&self, database: &Database) -> String {
        let server = Postgres::shared().port();
        database.url().replace(&format!(":{server}/"), &format!(":{}/", self.port))
    }
}

/// Either side may hang up whenever it likes, which ends the thread.
fn carry(client: TcpStream, server: u16, how: How, done: &AtomicBool) -> Option<()> {
    let server = TcpStream::connect(("127.0.0.1", server)).ok()?;
    let (mut answers, mut back) = (server.try_clone().ok()?, client.try_clone().ok()?);
    let deaf = Arc::new(AtomicBool::new(false));
    let cut = Arc::clone(&deaf);
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(length @ 1..) = answers.read(&mut buffer) {
            if !cut.load(Ordering::SeqCst) && back.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
        let _ = back.shutdown(Shutdown::Both);
    });
    let (mut from, mut to, mut seen) = (client, server, Vec::new());
    let mut buffer = [0; 1 << 16];
    loop {
        let length = from.read(&mut buffer).ok().filter(|length| *length > 0);
        let Some(length) = length else { return to.shutdown(Shutdown::Write).ok() };
        seen.extend_from_slice(&buffer[..length]);
        thread::sleep(how.delay);
        let is_there = seen.windows(how.word.len()).any(|bytes| bytes == how.word.as_bytes());
        if is_there && !done.swap(true, Ordering::SeqCst) {
            deaf.store(true, Ordering::SeqCst);
            if how.forwards {
                to.write_all(&buffer[..length]).ok()?;
            }
            // The server does what it has got, and hangs up then.
            return to.shutdown(Shutdown::Write).ok();
        }
        to.write_all(&buffer[..length]).ok()?;
        seen.drain(..seen.len().saturating_sub(how.word.len()));
    }
}

const LARGE: &str = "create table t (a int);\ncopy t from stdin;\n1\n2\n\\.\nselect 1;\n";

/// The same in several messages.
fn long() -> String {
    LARGE.replace("select 1;\n", &format!("select '{}';\n", "x".repeat(60_000)).repeat(25))
}

fn run(forwards: bool, sql: &str, args: &[&str]) -> (Run, Database) {
    run_cut(How { forwards, ..AT_COMMIT }, sql, args)
}

fn run_cut(how: How, sql: &str, args: &[&str]) -> (Run, Database) {
    let database = Postgres::shared().database();
    let cut = Cut::new(Postgres::shared().port(), how);
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", cut.url(&database));
    sandbox.write("s.sql", sql);
    let run = sandbox.run(["seed", "s.sql"].iter().chain(args));
    (run, database)
}

const TABLE: &str = "select count(*) from pg_class where relname = 't'";

#[test]
fn a_commit_whose_answer_is_lost_is_looked_up() {
    let text = long();
    let (run, database) = run(true, &text, &[]);
    let run = run.succeeded();
    assert!(run.stderr.contains("lost at COMMIT; the server reports it as committed"), "{run:?}");
    assert_eq!(database.psql("select count(*) from t"), "2");
}

#[test]
fn a_commit_that_never_came_is_rolled_back() {
    let text = long();
    let began = Instant::now();
    let (run, database) = run(false, &text, &[]);
    let run = run.ended_with(3);
    // Nothing is waited for that the lost connection would have said.
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
    assert!(run.stderr.contains("closed the connection"), "{run:?}");
    assert!(run.stderr.contains("the server reports it as rolled back"), "{run:?}");
    assert_eq!(database.psql(TABLE), "0");
}

/// Where production's data is at impact, a short load waits for the number, too.
#[test]
fn in_production_it_is_looked_up_for_short_loads_too() {
    for (forwards, rows, status, said) in [
        (true, "1", 0, "the server reports it as committed"),
        (false, "0", 3, "the server reports it as rolled back"),
    ] {
        let database = Postgres::shared().database();
        database.psql("create table t (a int)");
        let cut = Cut::new(Postgres::shared().port(), How { forwards, ..AT_COMMIT });
        let mut sandbox = Sandbox::with(&database);
        sandbox.set("PROD_CONNECTION_URL", cut.url(&database));
        sandbox.write("s.sql", "insert into t values (1);\n");
        let run = sandbox.run(["seed", "s.sql", "--env", "prod", "--confirm", &database.name]);
        let run = run.ended_with(status);
        assert!(run.stderr.contains(said), "{run:?}");
        assert_eq!(database.psql("select count(*) from t"), rows);
    }
}

/// The number of the transaction before says nothing about the last one.
#[test]
fn the_outcome_of_an_earlier_transaction_is_not_taken_for_the_last_ones() {
    let text = "create table u (a int);\ncommit;\nbegin;\ncreate table t (a int);\n";
    let (run, database) = run(false, text, &[]);
    let run = run.ended_with(1);
    assert!(
        run.stderr.contains("it is unknown whether everything was committed or nothing"),
        "{run:?}"
    );
    assert!(!run.stderr.contains("the server reports"), "{run:?}");
    assert_eq!(database.psql(TABLE), "0");
}

/// Nothing is waited for on a long way, so that a short load has no number of its transaction.
/// Where the server never told it, nobody can find out.
#[test]
fn an_outcome_that_is_not_known_is_said_to_be_so() {
    let far = How { delay: Duration::from_millis(25), ..AT_COMMIT };
    let (run, database) = run_cut(far, "create table t (a int);", &["--format", "json"]);
    let run = run.ended_with(1);
    let error: serde_json::Value =
        serde_json::from_str(run.stderr.lines().last().unwrap()).unwrap();
    let detail = error["error"]["detail"].as_str().unwrap();
    assert!(detail.starts_with("the connection was lost at COMMIT"), "{run:?}");
    assert!(error["error"]["hint"].as_str().unwrap().contains("check the database"), "{run:?}");
    assert_eq!(database.psql(TABLE), "1");
}

/// On a short way, COMMIT is sent when everything before it is answered.
#[test]
fn a_server_that_is_near_and_dies_before_commit_leaves_no_doubt() {
    let text = "create table t (a int);\nselect 'the end';\n";
    let (run, database) = run_cut(How { word: "the end", ..AT_COMMIT }, text, &[]);
    let run = run.ended_with(3);
    assert!(run.stderr.contains("that was before COMMIT: the load was rolled back"), "{run:?}");
    assert_eq!(database.psql(TABLE), "0");
    let (run, _) = run_cut(AT_COMMIT, "create table t (a int);", &[]);
    let run = run.succeeded();
    assert!(run.stderr.contains("the server reports it as committed"), "{run:?}");
}

#[test]
fn a_lost_commit_of_the_file_itself_is_not_called_rolled_back() {
    for begin in ["create table u (a int); commit; begin;", ""] {
        let end = if begin.is_empty() { "commit and chain" } else { "commit" };
        for (forwards, tables) in [(true, "1"), (false, "0")] {
            let how = How { word: "/* cut */", forwards, ..AT_COMMIT };
            let text = format!("{begin} create table t (a int);\n{end} /* cut */;\nselect 1;\n");
            let (run, database) = run_cut(how, &text, &[]);
            let run = run.ended_with(3);
            let said = "it is unknown whether that transaction was committed";
            assert!(run.stderr.contains(said), "{run:?}");
            assert_eq!(database.psql(TABLE), tables);
        }
    }
}

#[test]
fn a_killed_session_is_no_secret_and_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let path = file(
        &directory,
        "k.sql",
        "create table t (a int);\nselect 1;\nselect pg_terminate_backend(pg_backend_pid());\n",
    );
    let error = load_files(&database, &[&path]).unwrap_err();
    assert_eq!(error.code(), Some("57P01"), "{error}");
    assert_eq!(error.location().and_then(|place| place.line), Some(3));
    assert!(error.to_string().contains("that was before COMMIT"), "{error}");
    assert!(format!("{error:?}").contains("someone ended this session"), "{error:?}");
    assert_eq!(database.psql(TABLE), "0");
    let end = "select pg_terminate_backend(pg_backend_pid());\n";
    for (text, kept, tables) in [
        ("create table t (a int);\n", "the load was rolled back", "0"),
        (
            "create table o (a int);\ncommit;\nbegin;\ncreate table t (a int);\n",
            "the file's last transaction was rolled back",
            "0",
        ),
        (
            "create table p (a int);\ncommit;\ncreate table t (a int);\n",
            "the statements before it are done; whether it is done itself is unknown",
            "1",
        ),
    ] {
        let path = file(&directory, "kept.sql", format!("{text}{end}"));
        let error = load_files(&database, &[&path]).unwrap_err();
        assert!(error.to_string().contains(kept), "{error}");
        assert_eq!(database.psql(TABLE), tables, "{kept}");
    }
}

/// The numbers are of what is there in the end.
#[test]
fn what_the_file_rolls_back_does_not_count() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let text = "create table t (a int); insert into t values (1);\nsavepoint s;\n\
                insert into t values (2), (3);\nrollback to s;\ninsert into t values (4);\n";
    let path = file(&directory, "r.sql", text);
    let loaded = load_files(&database, &[&path]).unwrap();
    assert_eq!(loaded.rows, [("t".to_owned(), 2)]);
    assert_eq!(database.psql("select count(*) from t"), "2");
    let path = file(&directory, "r2.sql", "insert into t values (5);\nrollback;\n");
    let loaded = load_files(&database, &[&path]).unwrap();
    assert_eq!(loaded.rows, []);
    assert_eq!(database.psql("select count(*) from t"), "2");
}

/// A server with room for few locks.
#[test]
fn many_tables_load_in_pieces() {
    let server = Postgres::private("max_locks_per_transaction = 10\nmax_connections = 10\n");
    let directory = tempfile::tempdir().unwrap();
    let tables: String =
        (0..800).map(|n| format!("create table t{n} (a int primary key, b text);\n")).collect();
    let path = file(&directory, "many.sql", format!("{tables}begin;\nselect 1;\ncommit;\n"));
    let inputs = [Input::File(path)];
    let load = |options: &Options| load_into(&server.url("postgres"), &inputs, options).0;
    let error = load(&Options::default()).unwrap_err();
    assert_eq!(error.code(), Some("53200"));
    assert!(error.to_string().contains("max_locks_per_transaction"), "{error}");
    let count = "select count(*) from pg_tables where schemaname = 'public'";
    assert_eq!(server.psql("postgres", count), "0");
    let first = vec!["create table first (a int)".to_owned()];
    let loaded = load(&Options { pieces: true, first, ..Options::default() }).unwrap();
    assert!(loaded.committed);
    assert_eq!(server.psql("postgres", count), "801");
}

#[test]
fn whole_files_only_where_that_is_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let whole = Options { whole: true, ..Options::default() };
    for (text, line) in [
        ("create table t (a int);\ncommit;\nselect 1;\n", 2),
        ("create table t (a int);\nvacuum;\n", 2),
        ("create table t (a int);\nselect 1 \\; commit;\n", 2),
        ("-- cruddur-db: no-transaction\ncreate table t (a int);\n", 1),
    ] {
        let path = file(&directory, "w.sql", text);
        let error = load_into(&database.url(), &[Input::File(path)], &whole).0.unwrap_err();
        assert!(error.message().contains("cannot be atomic"), "{text}: {error}");
        assert_eq!(error.location().and_then(|place| place.line), Some(line), "{text}");
        assert_eq!(database.psql(TABLE), "0", "{text}");
    }
    let path = file(&directory, "w.sql", "begin;\ncreate table t (a int);\ncommit;\n");
    load_into(&database.url(), &[Input::File(path)], &whole).0.unwrap();
    assert_eq!(database.psql(TABLE), "1");
}
