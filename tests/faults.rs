//! A network that cuts, stalls and changes what is sent, in between the program and real servers.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{Encrypted, Outcome, Postgres, Run, Sandbox, wait_until};

/// What happens on the way from the server, once so many bytes have passed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    None,
    Cut,
    Stall,
    Corrupt,
    /// Nothing more is taken from the client.
    Deaf,
}

/// A bad line to a server. Each connection has the fault.
struct Line {
    port: u16,
    /// What has come from the server over all connections.
    passed: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
    }
}

impl Line {
    fn new(server: u16, fault: Fault, after: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let passed = Arc::new(AtomicUsize::new(0));
        let over = Arc::new(AtomicBool::new(false));
        let (count, end) = (Arc::clone(&passed), Arc::clone(&over));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (count, end) = (Arc::clone(&count), Arc::clone(&end));
                thread::spawn(move || serve(client, server, fault, after, &count, end));
            }
        });
        Self { port, passed, over }
    }

    fn passed(&self) -> usize {
        self.passed.load(Ordering::SeqCst)
    }

    /// The URL by this line.
    fn url(&self, url: &str, server: u16) -> String {
        let url = url.replace(&format!(":{server}/"), &format!(":{}/", self.port));
        let mark = if url.contains('?') { '&' } else { '?' };
        format!("{url}{mark}connect_timeout=1")
    }
}

/// Either side may hang up whenever it likes, which ends the thread.
fn serve(
    client: TcpStream,
    server: u16,
    fault: Fault,
    after: usize,
    passed: &AtomicUsize,
    over: Arc<AtomicBool>,
) -> Option<()> {
    let server = TcpStream::connect(("127.0.0.1", server)).ok()?;
    let (mut up_from, mut up_to) = (client.try_clone().ok()?, server.try_clone().ok()?);
    thread::spawn(move || {
        if fault == Fault::Deaf {
            let _ = std::io::copy(&mut (&mut up_from).take(after as u64), &mut up_to);
            // Kept open, and not read. A session that copies must not outlive its test: while it
            // waits for its client, nobody can drop a database.
            while !over.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(20));
            }
            let _ = up_to.shutdown(Shutdown::Both);
            return;
        }
        let _ = std::io::copy(&mut up_from, &mut up_to);
        let _ = up_to.shutdown(Shutdown::Write);
    });
    let (mut from, mut to) = (server, client);
    let (mut seen, mut buffer) = (0, [0; 4096]);
    loop {
        let mut length = from.read(&mut buffer).ok()?;
        if length == 0 {
            return to.shutdown(Shutdown::Write).ok();
        }
        let here = (seen..seen + length).contains(&after).then(|| after - seen);
        seen += length;
        match (fault, here) {
            (Fault::Cut | Fault::Stall, Some(place)) => length = place,
            // More than the two bytes of a record's head that TLS 1.3 ignores (RFC 8446, 5.1).
            (Fault::Corrupt, Some(place)) => {
                buffer[place..length.min(place + 8)].iter_mut().for_each(|byte| *byte ^= 0x55);
            }
            _ => {}
        }
        to.write_all(&buffer[..length]).ok()?;
        passed.fetch_add(length, Ordering::SeqCst);
        match (fault, here) {
            (Fault::Cut, Some(_)) => return to.shutdown(Shutdown::Both).ok(),
            (Fault::Stall, Some(_)) => {
                passed.fetch_add(1, Ordering::SeqCst);
                // Until the client goes.
                to.set_read_timeout(None).ok()?;
                while to.peek(&mut [0]).ok()? != 0 {
                    thread::sleep(Duration::from_millis(20));
                }
                return None;
            }
            _ => {}
        }
    }
}

/// A server, and how to get there.
struct Place {
    port: u16,
    url: String,
}

fn encrypted() -> Place {
    let encrypted = Encrypted::shared();
    // A database of its own: those of the server are refused without a look.
    let url = encrypted.url("postgres", "sslmode=verify-full&sslrootcert=ca.pem");
    let url = url.replace("/postgres?", "/plain?");
    Place { port: encrypted.server.port(), url }
}

fn clear() -> Place {
    let server = Postgres::shared();
    Place { port: server.port(), url: server.url("postgres") }
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("ca.pem", Encrypted::shared().authority.pem());
    sandbox
}

/// Runs over a bad line; fails when that takes longer than it may.
fn run(place: &Place, fault: Fault, after: usize, args: &[&str]) -> Run {
    let line = Line::new(place.port, fault, after);
    let mut sandbox = sandbox();
    sandbox.set("CONNECTION_URL", line.url(&place.url, place.port));
    sandbox.write("schema/schema.sql", "select 1;\n");
    sandbox.write("seeds/none.sql", "");
    let start = Instant::now();
    let run = sandbox.run(args.iter().copied());
    let took = start.elapsed();
    let what = format!("{fault:?} after {after}: {args:?} took {took:?}: {run:?}");
    assert!(took < Duration::from_secs(15), "{what}");
    assert!(!run.stderr.contains("panicked"), "{what}");
    assert!(run.status == Some(0) || run.stderr.contains("error: "), "{what}");
    run
}

/// How many bytes a server sends until the login is done, and until this command is.
fn lengths(place: &Place, args: &[&str]) -> (usize, usize) {
    let of = |args: &[&str]| {
        let line = Line::new(place.port, Fault::None, 0);
        let mut sandbox = sandbox();
        sandbox.set("CONNECTION_URL", line.url(&place.url, place.port));
        sandbox.run(args.iter().copied()).succeeded();
        line.passed()
    };
    (of(&["wait", "--wait=0"]), of(args))
}

#[test]
fn a_login_is_cut_stalled_and_changed_at_every_stage() {
    for place in [encrypted(), clear()] {
        let (login, _) = lengths(&place, &["sessions"]);
        let safe = place.url.contains("verify-full");
        assert!(login > 300, "{login}");
        // Each phase, and the edges of the first answers.
        let mut stages: Vec<usize> = (0..8).map(|part| login * part / 8).collect();
        stages.extend([1, 2, 6]);
        for after in stages {
            let cut = run(&place, Fault::Cut, after, &["sessions"]);
            assert_eq!(cut.status, Some(3), "cut after {after} of {login}: {cut:?}");
            let stalled = run(&place, Fault::Stall, after, &["sessions"]);
            assert_eq!(stalled.status, Some(3), "stalled after {after} of {login}: {stalled:?}");
            assert!(stalled.stderr.contains("did not answer in time"), "{stalled:?}");
            let changed = run(&place, Fault::Corrupt, after, &["sessions"]);
            // Without encryption, a changed name of a time zone is a name of a time zone.
            let bad = matches!(changed.status, Some(1 | 3)) || !safe && changed.status == Some(0);
            assert!(bad, "changed after {after} of {login}: {changed:?}");
        }
    }
}

#[test]
fn a_query_is_cut_and_changed() {
    let place = encrypted();
    let (login, all) = lengths(&place, &["sessions"]);
    // The answer's beginning: how long it is depends on who is there.
    assert!(all - login > 150, "{login} of {all}");
    for after in [10, 30, 60, 100].map(|more| login + more) {
        for fault in [Fault::Cut, Fault::Corrupt] {
            let run = run(&place, fault, after, &["sessions"]);
            assert_eq!(run.status, Some(3), "{fault:?} after {after} of {all}: {run:?}");
        }
    }
}

#[test]
fn what_was_told_to_end_before_the_line_was_cut_is_said() {
    let (place, database) = (clear(), Postgres::shared().database());
    let kill = |fault: Fault, after: usize, more: &[&str]| {
        let mut clients = [database.hold("first"), database.hold("second")];
        let pids = "select pid from pg_stat_activity where datname = current_database() \
                    and application_name in ('first', 'second') order by pid";
        let pids = database.psql(pids);
        let pids: Vec<&str> = pids.lines().collect();
        let line = Line::new(place.port, fault, after);
        let mut sandbox = sandbox();
        sandbox.set("CONNECTION_URL", line.url(&database.url(), place.port));
        let run = sandbox.run([&["sessions", "kill"], &pids[..], more].concat());
        let lives = |pid: &str| {
            database.psql(&format!("select 1 from pg_stat_activity where pid = {pid}")) == "1"
        };
        if fault == Fault::Cut && run.stdout != "2 sessions ended\n" {
            assert_eq!(run.status, Some(3), "{run:?}");
            let said = run.stderr.lines().filter(|line| line.contains("told to end"));
            for pid in pids {
                let is_named = said.clone().any(|line| line.contains(pid));
                assert!(is_named || lives(pid), "cut after {after}: {pid} of {run:?}");
            }
        }
        database.psql(
            "select pg_terminate_backend(pid, 60000) from pg_stat_activity \
             where datname = current_database() and pid <> pg_backend_pid()",
        );
        for client in &mut clients {
            client.kill().unwrap();
            client.wait().unwrap();
        }
        (line.passed(), run)
    };
    // What comes before the first signal is the same in a dry run.
    let (before, _) = kill(Fault::None, 0, &["--dry-run"]);
    let cuts = (before..before + 320).step_by(40);
    let said: Vec<String> = cuts.map(|after| kill(Fault::Cut, after, &[]).1.stderr).collect();
    for text in
        ["1 session told to end: ", "2 sessions told to end: ", " was told to end is unknown"]
    {
        assert!(said.iter().any(|it| it.contains(text)), "{text}: {said:#?}");
    }
}

#[test]
fn every_command_ends() {
    let place = encrypted();
    let commands: &[&[&str]] = &[
        &["wait", "--wait=0"],
        &["create"],
        &["setup", "--confirm", "plain"],
        &["schema-load", "schema/schema.sql", "--confirm", "plain"],
        &["seed", "schema/schema.sql", "--confirm", "plain"],
        &["dump"],
        &["drop", "--confirm", "plain"],
        &["sessions"],
        &["connect", "--", "-Xc", "select 1"],
    ];
    for args in commands {
        for (fault, after) in [(Fault::Stall, 0), (Fault::Cut, 1), (Fault::Corrupt, 200)] {
            let run = run(&place, fault, after, args);
            assert_eq!(run.status, Some(3), "{fault:?} {args:?}: {run:?}");
        }
    }
}

#[test]
fn patience_outlasts_a_bad_line_and_no_longer() {
    let place = encrypted();
    let run = run(&place, Fault::Cut, 1, &["wait", "--wait=2"]);
    assert!(run.stderr.contains("waited 2 s: "), "{run:?}");
    assert_eq!(run.status, Some(3));
}

#[test]
fn a_server_that_takes_nothing_more_is_given_up_when_the_url_says_so() {
    let place = clear();
    let line = Line::new(place.port, Fault::Deaf, 300_000);
    let mut sandbox = sandbox();
    let url = line.url(&place.url, place.port) + "&tcp_user_timeout=1000";
    sandbox.set("CONNECTION_URL", url);
    let rows = "0123456789abcdef\n".repeat(2_000_000);
    let sql = format!("create temp table deaf (x text);\ncopy deaf from stdin;\n{rows}\\.\n");
    sandbox.write("big.sql", sql);
    let start = Instant::now();
    let run = sandbox.run(["schema-load", "big.sql"]).ended_with(3);
    assert!(start.elapsed() < Duration::from_secs(30), "{run:?}");
}

#[test]
fn ctrl_c_ends_a_query_that_stalled() {
    let place = encrypted();
    let (login, all) = lengths(&place, &["sessions"]);
    assert!(all - login > 150, "{login} of {all}");
    let after = login + 60;
    let line = Line::new(place.port, Fault::Stall, after);
    let mut sandbox = sandbox();
    sandbox.set("CONNECTION_URL", line.url(&place.url, place.port));
    let child = sandbox
        .command(["sessions"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_until("so many bytes", || line.passed() > after);
    let pid = nix::unistd::Pid::from_raw(child.id() as i32);
    let start = Instant::now();
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT).unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(130);
    assert!(start.elapsed() < Duration::from_secs(10), "{run:?}");
}
