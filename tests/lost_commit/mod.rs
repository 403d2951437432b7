//! The connection is lost when COMMIT has been sent and its answer has not come.

mod databases;
mod migrations;
mod whole;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};

use serde_json::Value;

use crate::common::{Database, Postgres, Sandbox};

/// A way to the server that ends after the client's first COMMIT of a connection that has sent
/// this text. The server gets that COMMIT, or does not.
pub fn cut_at_commit(database: &Database, after: &'static str, delivered: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (near, far) = (listener.local_addr().unwrap().port(), Postgres::shared().port());
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(("127.0.0.1", far)).unwrap();
            std::thread::spawn(move || carry(client, server, after, delivered));
        }
    });
    database.url().replace(&format!(":{far}/"), &format!(":{near}/"))
}

/// Either side may hang up whenever it likes, which ends the thread.
fn carry(mut client: TcpStream, mut server: TcpStream, after: &str, delivered: bool) -> Option<()> {
    let (mut from, mut to) = (server.try_clone().ok()?, client.try_clone().ok()?);
    let answers = std::thread::spawn(move || std::io::copy(&mut from, &mut to));
    let mut buffer = [0; 65536];
    let mut sent = after.is_empty();
    loop {
        let length = client.read(&mut buffer).ok().filter(|length| *length > 0)?;
        let piece = &buffer[..length];
        let has = |text: &[u8]| piece.windows(text.len().max(1)).any(|word| word == text);
        sent |= has(after.as_bytes());
        if sent && has(b"COMMIT\0") {
            client.shutdown(Shutdown::Both).ok()?;
            if delivered {
                server.write_all(piece).ok()?;
            }
            server.shutdown(Shutdown::Write).ok()?;
            return answers.join().ok()?.ok().map(|_| ());
        }
        server.write_all(piece).ok()?;
    }
}

#[test]
fn what_came_of_it_is_said_to_be_unknown() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    for command in ["schema-load", "seed"] {
        sandbox.run([command, "--quiet"]).succeeded();
    }
    let activity = ["activity", "create", "--handle", "bayko", "--message", "hi"];
    let user = ["user", "add", "--handle", "x", "--display-name", "X", "--email", "x@example.com"];
    for (delivered, command) in
        [(true, &activity[..]), (false, &activity), (false, &user), (true, &user)]
    {
        let url = cut_at_commit(&database, "", delivered);
        let args = [command, &["--url", &url, "--quiet", "--format", "json"]].concat();
        let run = sandbox.run(args).ended_with(1);
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        let detail = error["error"]["detail"].as_str().unwrap();
        assert!(detail.starts_with("the connection was lost at COMMIT"), "{run:?}");
        assert_eq!(run.stdout, "");
    }
    let there = "select (select count(*) from activities where message = 'hi'), \
                 (select count(*) from users where handle = 'x')";
    assert_eq!(database.psql(there), "1|1");
}

#[test]
fn what_only_reads_failed_and_changed_nothing() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "--quiet"]).succeeded();
    for command in [["user", "list"], ["activity", "home"]] {
        let url = cut_at_commit(&database, "", true);
        let run = sandbox.run([&command[..], &["--url", &url]].concat());
        assert_ne!(run.status, Some(0), "{run:?}");
        assert!(!run.stderr.contains("COMMIT"), "{run:?}");
    }
}

#[cfg(feature = "lambda")]
#[test]
fn the_trigger_is_called_again_and_adds_nobody_twice() {
    let database = Postgres::shared().database();
    let sandbox = Sandbox::with(&database);
    sandbox.run(["schema-load", "--quiet"]).succeeded();
    sandbox.write("event.json", crate::post_confirmation::event("sub-1", "ann").to_string());
    let url = cut_at_commit(&database, "", true);
    sandbox.run(["post-confirmation", "event.json", "--url", &url]).ended_with(1);
    let again = sandbox.run(["post-confirmation", "event.json", "--quiet"]).succeeded();
    assert_eq!(again.stdout, "user already exists: sub-1\n");
    assert_eq!(database.psql("select count(*) from users"), "1");
}
