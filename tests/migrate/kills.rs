//! kill -9 at any moment: the table tells what is there, and the next run ends right.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::project;
use crate::common::{Database, Postgres};

const MIGRATIONS: usize = 24;

fn files() -> Vec<(String, String)> {
    let mut files = vec![("1_log.sql".to_owned(), "create table log (version int)".to_owned())];
    for version in 2..=MIGRATIONS {
        let text = match version % 8 {
            0 => format!(
                "-- no-transaction\ninsert into log values ({version});\n\
                 create index concurrently i{version} on log (version);\n\
                 insert into log values (-{version});\n"
            ),
            _ => format!("insert into log values ({version});\nselect pg_sleep(0.002);\n"),
        };
        files.push((format!("{version}_x.sql"), text));
    }
    files.push(("repeatable/last.sql".to_owned(), "insert into log values (0);".to_owned()));
    files
}

#[test]
fn twenty_kills_leave_nothing_that_a_rerun_does_not_end() {
    let rounds = std::env::var("CRUDDUR_TEST_ROUNDS").map_or(20, |text| text.parse().unwrap());
    let server = Postgres::shared();
    let files = files();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let whole = Instant::now();
    run_once(&server.database(), &files, None);
    let whole = whole.elapsed();
    for round in 0..rounds {
        run_once(&server.database(), &files, Some(whole * round / rounds));
    }
}

fn run_once(database: &Database, files: &[(&str, &str)], kill_after: Option<Duration>) {
    let sandbox = project(database, files);
    if let Some(time) = kill_after {
        let mut command = sandbox.command(["migrate"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The moment is what is tested: nothing waits for it.
        std::thread::sleep(time);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let status = sandbox.run(["migration", "status"]).succeeded();
    let states = ["applied", "pending", "incomplete"];
    for line in status.stdout.lines().skip(1).take(MIGRATIONS) {
        assert!(states.iter().any(|state| line.contains(state)), "{status:?}");
    }
    let unfinished = status.stdout.contains("incomplete");
    let args: &[&str] = if unfinished { &["migrate", "--resume"] } else { &["migrate"] };
    sandbox.run(args.iter().copied()).succeeded();
    let log = "select count(*) = count(distinct version), count(*) from log";
    let expected = MIGRATIONS - 1 + MIGRATIONS / 8 + 1;
    assert_eq!(database.psql(log), format!("t|{expected}"), "{status:?}");
    let done = "select count(*), bool_and(success) from _sqlx_migrations";
    assert_eq!(database.psql(done), format!("{MIGRATIONS}|t"));
    assert_eq!(database.psql("select bool_and(indisvalid) from pg_index"), "t");
}
