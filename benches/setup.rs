//! `setup` beside the four psql calls that the shell scripts made, on this machine and behind a
//! link of 40 ms; and how soon the program is up.
//!
//! `cargo bench --no-default-features --bench setup`
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

mod support;

use std::process::Command;
use std::time::Duration;

use support::{PrivateServer, SlowLink, cruddur_db, median, postgres, side_by_side, time};

/// The scripts' calls in their order: no ON_ERROR_STOP, a connection a step.
const SCRIPTS: &str = r#"
$PSQL -X -q "$SERVER/postgres" -c 'drop database if exists cruddur;'
$PSQL -X -q "$SERVER/postgres" -c 'create database cruddur;'
$PSQL -X -q "$SERVER/cruddur" < schema/schema.sql
$PSQL -X -q "$SERVER/cruddur" < seeds/seed.sql
"#;

fn main() {
    let server = PrivateServer::start();
    setup("on this machine", &server.url(server.port()), 15);

    let link = SlowLink::open(server.port(), Duration::from_millis(40));
    let url = server.url(link.port());
    time(cruddur_db(&url).arg("setup"));
    let (connections, turns) = link.take_counts();
    println!("setup at 40 ms: {connections} connections, {turns} turns");
    time(&mut scripts(&url));
    let (connections, turns) = link.take_counts();
    println!("scripts at 40 ms: {connections} connections, {turns} turns");
    setup("at 40 ms", &url, 5);

    for flag in ["--help", "--version"] {
        let taken = median((0..50).map(|_| time(cruddur_db("").arg(flag))));
        println!("{flag}: {:.1} ms", taken.as_secs_f64() * 1e3);
    }
}

fn setup(place: &str, url: &str, times: usize) {
    let ours = || time(cruddur_db(url).arg("setup"));
    let theirs = || time(&mut scripts(url));
    let (ours, theirs) = side_by_side(times, ours, theirs);
    println!(
        "setup {place}: {:.3} s, the scripts {:.3} s, ratio {:.2}",
        ours.as_secs_f64(),
        theirs.as_secs_f64(),
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}

fn scripts(url: &str) -> Command {
    let mut command = Command::new("bash");
    command
        .args(["-c", SCRIPTS])
        .env("PSQL", postgres("psql").get_program())
        .env("SERVER", url.strip_suffix("/cruddur").unwrap());
    command
}
