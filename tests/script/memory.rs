//! However slow the server is, a load keeps little of its file in memory.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Database, Postgres, Sandbox};

/// What a load may have, in KiB.
const MOST: u64 = 64 * 1024;

/// More than that.
const FILE: usize = 150_000_000;

fn write(sandbox: &Sandbox, begin: &str, line: impl Fn(usize) -> String, end: &str) {
    let mut file = BufWriter::new(std::fs::File::create(sandbox.work().join("big.sql")).unwrap());
    file.write_all(begin.as_bytes()).unwrap();
    let mut written = 0;
    for number in 0.. {
        let line = line(number);
        written += line.len();
        file.write_all(line.as_bytes()).unwrap();
        if written > FILE {
            break;
        }
    }
    file.write_all(end.as_bytes()).unwrap();
    file.flush().unwrap();
}

/// A number that the kernel has of the process, in `/proc`.
fn number(child: &Child, file: &str, name: &str) -> u64 {
    let path = Path::new("/proc").join(child.id().to_string()).join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

/// Waits until the load does nothing any more, and returns how much memory it ever had.
fn stalled(child: &Child, database: &Database) -> u64 {
    let deadline = Instant::now() + Duration::from_secs(60);
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and \
                 application_name = 'cruddur-db seed' and wait_event_type = 'Lock'";
    let (mut before, mut since) = (0, Instant::now());
    // It has read all that it will when it reads no more for a while.
    loop {
        assert!(Instant::now() < deadline, "it never stands still");
        let read = number(child, "io", "rchar:");
        let waiting = database.psql(waits) == "1";
        if read != before || !waiting {
            (before, since) = (read, Instant::now());
        } else if since.elapsed() > Duration::from_millis(500) {
            break;
        }
    }
    assert!(before < FILE as u64 / 4, "{before} bytes were read");
    number(child, "status", "VmHWM:")
}

/// A server that does not take what it is sent, since the table is locked.
fn slow(begin: &str, line: impl Fn(usize) -> String, end: &str) {
    let database = Postgres::shared().database();
    database.psql("create table big (id int, a text)");
    let sandbox = Sandbox::with(&database);
    write(&sandbox, begin, line, end);
    let mut holder = database.after(&["begin", "lock table big"]);
    let mut command = sandbox.command(["seed", "big.sql"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let most = stalled(&child, &database);
    child.kill().unwrap();
    child.wait().unwrap();
    holder.kill().unwrap();
    holder.wait().unwrap();
    assert!(most < MOST, "{most} KiB");
}

#[test]
fn data_waits_in_its_file_for_a_slow_server() {
    let text = "x".repeat(100);
    slow("copy big from stdin;\n", |number| format!("{number}\t{text}\n"), "\\.\n");
}

#[test]
fn statements_wait_in_their_file_for_a_slow_server() {
    let text = "x".repeat(1000);
    slow("", |number| format!("insert into big values ({number}, '{text}');\n"), "");
}

#[test]
fn small_blocks_of_data_wait_in_their_file_for_a_slow_server() {
    slow("", |number| format!("copy big from stdin;\n{number}\tx\n\\.\n"), "");
}
