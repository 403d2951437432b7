use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use snapbox::str;

use crate::common::{Postgres, Sandbox};

#[test]
fn a_server_that_is_up_needs_no_waiting() {
    let database = Postgres::shared().database();
    Sandbox::with(&database).run(["wait"]).check(str![[r#"
exit 0
--- stdout
the server is up ([TIME])
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
    let missing = Postgres::shared().missing_database();
    Sandbox::with(&missing).run(["wait"]).check(str![[r#"
exit 0
--- stdout
the server is up ([TIME]); the database does not exist yet
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)

"#]]);
}

#[test]
fn gives_up_after_the_time_given() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@127.0.0.1:1/d");
    sandbox.run(["wait", "--wait=1"]).check(str![[r#"
exit 3
--- stderr
dev: d on 127.0.0.1:1 as u (local)
error: waited 1 s: nothing listens on 127.0.0.1:1
hint: check that the server is running, and its port; or remove CONNECTION_URL: without it, dev is on a server that cruddur-db runs itself

"#]]);
}

#[test]
fn what_may_heal_is_tried_again() {
    let database = Postgres::shared().database();
    // A door that refuses with each passing error in turn, and then leads to the server.
    let door = Door::open(vec![Refusal::HangUp, Refusal::Error("57P03"), Refusal::Error("53300")]);
    let mut sandbox = Sandbox::with(&database);
    let url = database.url().replace(&Postgres::shared().port().to_string(), &door.to_string());
    sandbox.set("CONNECTION_URL", url);
    sandbox.run(["sessions"]).ended_with(3);
    let run = sandbox.run(["sessions", "--wait=20"]).succeeded();
    assert!(run.stdout.contains("cruddur-db sessions"), "{run:?}");
}

#[test]
fn a_name_that_does_not_resolve_is_unreachable() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CONNECTION_URL", "postgresql://u@no-such-host.invalid/d");
    let run = sandbox.run(["sessions"]).ended_with(3);
    assert!(run.stderr.contains("no-such-host.invalid does not resolve: "), "{run:?}");
}

enum Refusal {
    HangUp,
    Error(&'static str),
}

struct Door;

impl Door {
    /// Returns the port of a listener that refuses once each way and then forwards.
    fn open(refusals: Vec<Refusal>) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            let mut refusals = refusals.into_iter();
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                match refusals.next() {
                    Some(refusal) => refuse(stream, refusal),
                    None => forward(stream),
                }
            }
        });
        port
    }
}

fn refuse(mut stream: TcpStream, refusal: Refusal) {
    let Refusal::Error(code) = refusal else { return };
    let mut length = [0; 4];
    stream.read_exact(&mut length).unwrap();
    let mut startup = vec![0; u32::from_be_bytes(length) as usize - 4];
    stream.read_exact(&mut startup).unwrap();
    let fields = format!("SFATAL\0VFATAL\0C{code}\0Mcome back later\0\0");
    let mut message = vec![b'E'];
    message.extend((fields.len() as u32 + 4).to_be_bytes());
    message.extend(fields.as_bytes());
    stream.write_all(&message).unwrap();
}

fn forward(stream: TcpStream) {
    let server = TcpStream::connect(("127.0.0.1", Postgres::shared().port())).unwrap();
    for (mut from, mut to) in
        [(stream.try_clone().unwrap(), server.try_clone().unwrap()), (server, stream)]
    {
        thread::spawn(move || {
            // Either side may hang up whenever it likes.
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Write);
        });
    }
}
