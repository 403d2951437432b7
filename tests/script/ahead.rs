//! COPY data follow their statements without being asked for, whatever becomes of them.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use super::judge::{file, load_files};
use crate::common::{Database, Postgres, Sandbox};

/// So many tables with a row each, as pg_dump writes them.
fn dump(tables: usize) -> String {
    let mut text = String::new();
    for table in 1..=tables {
        writeln!(text, "CREATE TABLE t{table} (a int CHECK (a > 0), b text);").unwrap();
    }
    for table in 1..=tables {
        writeln!(text, "\nCOPY t{table} (a, b) FROM stdin;\n{table}\tx; y\n2\t\\N\n\\.\n").unwrap();
    }
    text
}

/// How long an answer takes. On a short way, the COMMIT would wait for those before it.
const FAR: Duration = Duration::from_millis(25);

/// A long way to the server that holds back its answers from the first COPY to the COMMIT.
fn deaf(database: &Database) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (near, far) = (listener.local_addr().unwrap().port(), Postgres::shared().port());
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let server = TcpStream::connect(("127.0.0.1", far)).unwrap();
            let held = Arc::new((Mutex::new(false), Condvar::new()));
            let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            let hold = Arc::clone(&held);
            thread::spawn(move || {
                let mut buffer = [0; 65536];
                while let Ok(length @ 1..) = from.read(&mut buffer) {
                    thread::sleep(FAR);
                    drop(hold.1.wait_while(hold.0.lock().unwrap(), |held| *held).unwrap());
                    if to.write_all(&buffer[..length]).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Both);
            });
            thread::spawn(move || carry(client, server, &held));
        }
    });
    database.url().replace(&format!(":{far}/"), &format!(":{near}/"))
}

fn carry(mut client: TcpStream, mut server: TcpStream, held: &(Mutex<bool>, Condvar)) {
    let (mut buffer, mut seen, mut copies) = ([0; 65536], Vec::new(), false);
    while let Ok(length @ 1..) = client.read(&mut buffer) {
        seen.extend_from_slice(&buffer[..length]);
        let has = |word: &[u8]| seen.windows(word.len()).any(|bytes| bytes == word);
        copies |= has(b"COPY t1 ");
        *held.0.lock().unwrap() = copies && !has(b"COMMIT;");
        held.1.notify_all();
        seen.drain(..seen.len().saturating_sub(8));
        if server.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    *held.0.lock().unwrap() = false;
    held.1.notify_all();
    let _ = server.shutdown(Shutdown::Write);
}

#[test]
fn nothing_is_waited_for_between_tables() {
    let database = Postgres::shared().database();
    let mut sandbox = Sandbox::with(&database);
    sandbox.set("CONNECTION_URL", deaf(&database));
    sandbox.write("dump.sql", dump(100));
    let run = sandbox.run(["schema-load", "dump.sql"]).succeeded();
    assert!(run.stdout.contains("200 statements, t1 2 rows, "), "{run:?}");
    assert_eq!(database.psql("select sum(a) from t100"), "102");
}

/// What is on its way already changes neither which error is told nor where.
#[test]
fn the_first_error_is_told_at_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let database = Postgres::shared().database();
    let whole = dump(40);
    // The COPY of table n is in line 40 + 6 * n - 4, its data behind it.
    let line = |table: usize| 40 + 6 * table - 4;
    for (from, to, place) in [
        ("20\tx; y", "-1\tx", (line(20) + 1, None)),
        ("COPY t20 ", "COPY t20x ", (line(20), Some(1))),
        ("COPY t20 (a, b)", "COPY t20 (a, c)", (line(20), Some(1))),
        ("20\tx; y", "20", (line(20) + 1, None)),
        ("\n20\tx; y\n2\t\\N\n\\.\n", "\n20\tx\n\\.\nnonsense;\n", (line(20) + 3, Some(1))),
    ] {
        let text = whole.replacen(from, to, 1);
        // A second one behind it, and data without an end, are met by nobody.
        let text = text.replacen("30\tx; y", "x\ty", 1);
        for text in [text.clone(), text.trim_end().trim_end_matches("\\.").to_owned()] {
            let path = file(&directory, "dump.sql", text);
            let error = load_files(&database, &[&path]).unwrap_err();
            let at = error.location().unwrap();
            assert_eq!(at.line, Some(place.0 as u64), "{to}: {error}");
            assert!(place.1.is_none() || at.column == place.1, "{to}: {error}");
            assert_eq!(database.psql("select count(*) from pg_class where relname = 't1'"), "0");
        }
    }
    let cut = whole.trim_end().trim_end_matches("\\.").to_owned();
    let error = load_files(&database, &[&file(&directory, "dump.sql", cut)]).unwrap_err();
    assert!(error.to_string().contains("has no end"), "{error}");
    assert_eq!(database.psql("select count(*) from pg_class where relname = 't1'"), "0");
}
