//! What the other tests stand on.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use nix::sys::signal::kill;
use nix::unistd::Pid;

use crate::common::{Pgbouncer, Postgres, await_death, psql, wait_until};

#[test]
fn the_shared_server_has_databases_that_come_and_go() {
    let server = Postgres::shared();
    let name = {
        let database = server.database();
        database.psql("create table t as select 1");
        assert!(database.url().contains(server.password()));
        database.name.clone()
    };
    let count = server
        .psql("postgres", &format!("select count(*) from pg_database where datname = '{name}'"));
    assert_eq!(count, "0");
}

#[test]
fn a_private_server_has_its_own_settings_and_ends_with_its_test() {
    let server = Postgres::private("timezone = 'Asia/Tokyo'\nmax_connections = 7");
    assert_ne!(server.port(), Postgres::shared().port());
    assert_eq!(server.psql("postgres", "show timezone"), "Asia/Tokyo");
    assert_eq!(server.psql("postgres", "show max_connections"), "7");
    let data = server.data_dir().to_owned();
    drop(server);
    assert!(!data.exists());
}

#[test]
fn a_pooler_stands_before_the_server() {
    let database = Postgres::shared().database();
    database.psql("create table t as select 7 as x");
    for mode in ["session", "transaction"] {
        let pooler = Pgbouncer::start(Postgres::shared(), mode, &[]);
        assert_eq!(psql(&pooler.url(&database.name), "select x from t"), "7");
    }
}

/// The variable that makes the tests run the victim below.
const VICTIM: &str = "CRUDDUR_TEST_VICTIM";

/// As a shell starts what it puts into the background.
#[test]
fn a_killed_test_run_leaves_nothing() {
    let mut victim = Command::new("/bin/sh")
        .args(["-c", "trap '' INT QUIT; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "harness::victim", "--nocapture"])
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(victim.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut said =
        |what| lines.find_map(|line| line.split_once(what).map(|(_, it)| it.to_owned())).unwrap();
    let (data, pooler) = (said("data: "), said("pooler: "));
    let lives = kill(Pid::from_raw(pooler.parse().unwrap()), None).is_ok();
    assert!(Path::new(&data).exists() && lives);
    victim.kill().unwrap();
    victim.wait().unwrap();
    // The reaper is a process of its own: all there is to see is its work.
    wait_until("the end of the server", || !Path::new(&data).exists());
    await_death(&pooler);
}

/// Not a test of its own: what is killed above.
#[test]
fn victim() {
    if std::env::var_os(VICTIM).is_none() {
        return;
    }
    let data = Postgres::shared().data_dir();
    let pooler = Pgbouncer::start(Postgres::shared(), "session", &[]);
    writeln!(std::io::stdout(), "data: {}\npooler: {}", data.display(), pooler.pid()).unwrap();
    std::thread::park();
}
