//! Runs that end in the middle: Ctrl-C, a lost connection, a lock that is gone.

use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use super::{project, rows};
use crate::common::{Database, Gate, Outcome, Postgres, Sandbox, Verdict};

const FILES: [(&str, &str); 3] = [
    ("1_a.sql", "create table a (x int)"),
    ("2_b.sql", "create table b (x int);\nselect pg_sleep(600);\n"),
    ("3_c.sql", "create table c (x int)"),
];

/// `migrate` in the middle of its second file.
fn sleeping(sandbox: &Sandbox, database: &Database) -> Child {
    let mut command = sandbox.command(["migrate"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let sql = format!(
        "select count(*) from pg_stat_activity where datname = '{}' and wait_event = 'PgSleep'",
        database.name
    );
    Postgres::shared().wait_for(&sql, "1");
    child
}

#[test]
fn ctrl_c_takes_back_the_file_that_runs() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &FILES);
    let child = sleeping(&sandbox, &database);
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(130);
    let said = "interrupted: 1 of the 3 pending applied, up to db/migrations/1_a.sql";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(rows(&database), "1|t");
    assert_eq!(database.psql("select to_regclass('b'), to_regclass('c')"), "|");
}

#[test]
fn ctrl_c_ends_the_wait_for_another_migrate() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &FILES[..1]);
    let mut crc = flate2::Crc::new();
    crc.update(database.name.as_bytes());
    let key = 0x3d32_ad9e * i64::from(crc.sum());
    let mut holder = database.after(&[&format!("select pg_advisory_lock({key})")]);
    let mut command = sandbox.command(["migrate"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let asked = format!(
        "select count(*) from pg_stat_activity where datname = '{}' and query = 'ROLLBACK' \
         and application_name = 'cruddur-db migrate'",
        database.name
    );
    Postgres::shared().wait_for(&asked, "1");
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    let run = sandbox.finished(child.outcome()).ended_with(130);
    let said = "interrupted while waiting for another command of [DB] (process ID";
    assert!(run.stderr.contains(said), "{run:?}");
    assert_eq!(database.psql("select to_regclass('_sqlx_migrations')"), "");
    drop(holder.stdin.take());
    holder.wait().unwrap();
}

#[test]
fn a_connection_that_is_cut_off_leaves_what_the_table_says() {
    let database = Postgres::shared().database();
    let sandbox = project(&database, &FILES);
    let child = sleeping(&sandbox, &database);
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
               where wait_event = 'PgSleep' and datname = current_database()";
    assert_eq!(database.psql(cut), "1");
    let run = sandbox.finished(child.outcome()).ended_with(1);
    assert!(run.stderr.contains("2_b.sql:2:1: terminating connection"), "{run:?}");
    assert!(run.stderr.contains("1 of the 3 pending applied"), "{run:?}");
    assert_eq!(rows(&database), "1|t");
    sandbox.write("db/migrations/2_b.sql", "create table b (x int)");
    sandbox.run(["migrate"]).succeeded();
    assert_eq!(rows(&database), "1|t\n2|t\n3|t");
}

#[test]
fn a_lock_that_is_lost_while_someone_thinks_is_noticed() {
    let database = Postgres::shared().database();
    let mut sandbox = project(&database, &FILES[..1]);
    sandbox.set("PROD_CONNECTION_URL", database.url()).unset("CONNECTION_URL");
    let mut terminal = sandbox.terminal(&["migrate", "prod", "--no-backup"]);
    terminal.wait_for("to continue");
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity \
               where application_name = 'cruddur-db migrate' and datname = current_database()";
    assert_eq!(database.psql(cut), "2");
    terminal.press(&format!("{}\r", database.name));
    terminal.wait_for("was lost; nothing was changed");
    assert_eq!(database.psql("select to_regclass('a')"), "");
}

/// Migrations that each leave their number, one of them outside a transaction.
fn numbered() -> Vec<(String, String)> {
    let mut files = vec![("01_log.sql".to_owned(), "create table log (version int)".to_owned())];
    for version in 2..=60 {
        let text = match version {
            30 => "-- no-transaction\ninsert into log values (30);\nvacuum log;\n".to_owned(),
            _ => format!("insert into log values ({version});\n"),
        };
        files.push((format!("{version:02}_x.sql"), text));
    }
    files
}

/// Runs `migrate` through a gate, and returns how many pieces it has sent.
fn through_gate(database: &Database, sandbox: &mut Sandbox, at: usize, verdict: Verdict) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let gate = Gate::breaking_once(Postgres::shared().port(), move |piece| {
        counted.store(piece, Ordering::SeqCst);
        if piece == at { verdict } else { Verdict::Forward }
    });
    let (near, far) = (gate.port(), Postgres::shared().port());
    let url = database.url();
    sandbox.set("CONNECTION_URL", url.replace(&format!(":{far}/"), &format!(":{near}/")));
    sandbox.run(["migrate"]);
    sandbox.set("CONNECTION_URL", url);
    count.load(Ordering::SeqCst)
}

#[test]
fn a_link_that_breaks_at_any_point_leaves_each_file_once() {
    let files = numbered();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let server = Postgres::shared();
    let whole = server.database();
    let pieces = through_gate(&whole, &mut project(&whole, &files), 0, Verdict::Forward);
    // Sixty files, two logins and a file that goes alone: no round trip for each.
    assert!((5..45).contains(&pieces), "{pieces}");
    let all = "select count(*), count(distinct version) from log";
    assert_eq!(whole.psql(all), "59|59");
    for piece in 1..=pieces {
        let verdict = if piece % 2 == 0 { Verdict::Cut } else { Verdict::ForwardAndCut };
        let database = server.database();
        let mut sandbox = project(&database, &files);
        through_gate(&database, &mut sandbox, piece, verdict);
        let status = sandbox.run(["migration", "status"]).succeeded();
        let again: &[&str] = match status.stdout.contains("incomplete") {
            true => &["migrate", "--resume"],
            false => &["migrate"],
        };
        sandbox.run(again.iter().copied()).succeeded();
        assert_eq!(database.psql(all), "59|59", "piece {piece}, {verdict:?}: {status:?}");
    }
}

#[test]
fn ctrl_c_without_a_transaction_says_what_is_done() {
    let database = Postgres::shared().database();
    let steps = "-- no-transaction\ncreate table b (x int);\nselect pg_sleep(600);\n";
    let sandbox = project(&database, &[("1_a.sql", "select 1"), ("2_b.sql", steps)]);
    let child = sleeping(&sandbox, &database);
    kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
    sandbox.finished(child.outcome()).check(str![[r#"
exit 130
--- stderr
dev: [DB] on 127.0.0.1:[PORT] as postgres (local)
error: interrupted: 1 of the 2 pending applied, up to db/migrations/1_a.sql
detail: db/migrations/2_b.sql runs without a transaction: 1 of its 2 statements are done; continue there with: `cruddur-db migrate --resume`

"#]]);
    assert_eq!(rows(&database), "1|t\n2|f");
}
