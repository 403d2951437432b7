//! The managed server, by the commands that look after it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid};
use snapbox::str;

use crate::common::{Sandbox, Watch, program, psql};

#[test]
fn from_nothing_to_a_server_and_back() {
    let sandbox = Sandbox::new();
    let run = |args: &[&str]| sandbox.run(["server"].iter().chain(args));
    run(&["status"]).check(str![[r#"
exit 0
--- stdout
server     not created yet
home       [ROOT]/pg

"#]]);
    run(&["start", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would create [ROOT]/pg/[..]/data and start Postgres [VERSION]

"#]]);
    run(&["start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]

"#]]);
    run(&["start"]).check(str![[r#"
exit 0
--- stdout
already running: Postgres [VERSION] on 127.0.0.1:[PORT]

"#]]);
    run(&["start", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
nothing to do: Postgres [VERSION] is running on 127.0.0.1:[PORT]

"#]]);
    run(&["stop", "--dry-run", "--format", "json"]).succeeded();
    assert_eq!(sandbox.server_status()["running"], true);
    run(&["stop"]).check(str![[r#"
exit 0
--- stdout
stopped

"#]]);
    run(&["stop"]).check(str![[r#"
exit 0
--- stdout
the managed server is not running

"#]]);
    run(&["start", "--dry-run"]).check(str![[r#"
exit 0
--- stdout
would start Postgres [VERSION] on [ROOT]/pg/[..]/data

"#]]);
    run(&["start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]

"#]]);
    run(&["destroy"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: the managed server in [ROOT]/pg will be deleted with all its databases ([..] MB)
hint: confirm with: `cruddur-db server destroy --yes`

"#]]);
    assert_eq!(sandbox.server_status()["running"], true, "a declined destroy stopped the server");
    run(&["destroy", "--dry-run"]).succeeded();
    run(&["destroy", "--yes"]).check(str![[r#"
exit 0
--- stdout
deleted the managed server in [ROOT]/pg ([..] MB)

"#]]);
    assert!(!sandbox.server_home().exists());
    run(&["destroy"]).check(str![[r#"
exit 0
--- stdout
no managed server in [ROOT]/pg

"#]]);
}

#[test]
fn status_as_json_says_everything() {
    let sandbox = Sandbox::new();
    sandbox.run(["server", "status", "--format", "json"]).check(str![[r#"
exit 0
--- stdout
{
  "running": false,
  "ready": false,
  "pid": null,
  "port": null,
  "version": null,
  "os_user": null,
  "home": "[ROOT]/pg",
  "data_dir": null,
  "bindir": null,
  "log_file": "[ROOT]/pg/run/server.log",
  "uuid_ossp": null,
  "other_data": [],
  "carried_over": [],
  "problems": []
}

"#]]);
    let started = sandbox.run(["server", "start", "--format", "json"]).succeeded().json();
    assert_eq!(started["started"], true);
    let status = sandbox.server_status();
    for (key, value) in [
        ("running", true.into()),
        ("ready", true.into()),
        ("port", started["port"].clone()),
        ("version", started["version"].clone()),
        ("data_dir", started["data_dir"].clone()),
        ("log_file", "[ROOT]/pg/run/server.log".into()),
        ("other_data", serde_json::json!([])),
    ] {
        assert_eq!(status[key], value, "{key} in {status:#}");
    }
    assert!(status["pid"].as_i64().unwrap() > 1);
    assert!(PathBuf::from(status["bindir"].as_str().unwrap()).join("initdb").is_file());
}

#[test]
fn the_url_serves_other_programs() {
    let sandbox = Sandbox::with_server();
    let run = sandbox.run(["server", "url"]).succeeded();
    assert!(run.stdout.ends_with("@127.0.0.1:[PORT]/cruddur\n"), "{}", run.stdout);
    assert_eq!(run.stderr, "started Postgres [VERSION]\n");
    let text = sandbox.server_url();
    assert_eq!(psql(&text, "select current_user, current_setting('fsync')"), "postgres|on");
    let json = sandbox.run(["server", "url", "--database", "a b", "--format", "json"]);
    let json = json.succeeded().json();
    assert!(json["url"].as_str().unwrap().ends_with("/a%20b"), "{json}");
    let wrong = text.replace("postgres:", "postgres:x");
    let refused = Command::new(crate::common::program("psql"))
        .args(["-X", "-c", ""])
        .arg(wrong)
        .output()
        .unwrap();
    assert!(!refused.status.success(), "any password will do");
}

/// One transaction has locks for thousands of tables; what a user has set stays.
#[test]
fn there_are_locks_for_thousands_of_tables() {
    let sandbox = Sandbox::with_server();
    let locks = || psql(&sandbox.server_url(), "show max_locks_per_transaction");
    assert_eq!(locks(), "1024");
    // As many locks as 5,000 tables take, each with its sequence, its key and its long texts.
    let all = "select count(pg_advisory_xact_lock(n)) from generate_series(1, 25000) n";
    assert_eq!(psql(&sandbox.server_url(), all), "25000");
    psql(&sandbox.server_url(), "alter system set max_locks_per_transaction = 77");
    sandbox.run(["server", "stop"]).succeeded();
    assert_eq!(locks(), "77");
}

#[test]
fn logs_are_shown_and_followed() {
    let sandbox = Sandbox::new();
    sandbox.run(["server", "logs"]).check(str![[r#"
exit 1
--- stderr
error: [ROOT]/pg/run/server.log does not exist
hint: the managed server was never started: `cruddur-db server start`

"#]]);
    let url = sandbox.server_url();
    let shown = sandbox.run(["server", "logs"]).succeeded().stdout;
    assert!(shown.contains("database system is ready to accept connections"), "{shown}");
    let log = sandbox.server_home().join("run/server.log");
    std::fs::rename(&log, log.with_extension("away")).unwrap();
    let run = sandbox.run(["server", "logs"]).ended_with(1);
    let why = "hint: it was deleted while the server runs; for a new one: `cruddur-db server \
               stop`, then `cruddur-db server start`\n";
    assert!(run.stderr.ends_with(why), "{run:?}");
    std::fs::rename(log.with_extension("away"), &log).unwrap();
    let last = sandbox.run(["server", "logs", "-n", "2", "--format", "json"]).succeeded().json();
    assert_eq!(last["lines"].as_array().unwrap().len(), 2);
    sandbox.run(["server", "logs", "--follow", "--format", "json"]).check(str![[r#"
exit 2
--- stderr
{"error":{"hint":"remove --follow or --format json","kind":"usage","message":"--follow has no end, but JSON output is a single value"}}

"#]]);

    let mut follow = sandbox.command(["server", "logs", "--follow", "-n", "1"]);
    let mut follow = follow.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _watch = Watch::over(&follow);
    let mut lines = BufReader::new(follow.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    let failing = "create role pg_mine password 'canary'";
    let refused = Command::new(program("psql")).args([&url, "-X", "-c", failing]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let masked = "STATEMENT:  create role pg_mine password '***'";
    while !lines.next().unwrap().unwrap().contains(masked) {}
    let shown = sandbox.run(["server", "logs"]).succeeded().stdout;
    assert!(shown.contains(masked) && !shown.contains("canary"), "{shown}");
    // Not all that is logged is UTF-8; nothing is shown twice.
    let mut file = std::fs::File::options().append(true).open(&log).unwrap();
    file.write_all(b"caf\xe9\n").unwrap();
    let mut next = || lines.next().unwrap().unwrap();
    while next() != "caf\u{fffd}" {}
    file.write_all(b"the next\n").unwrap();
    loop {
        match &*next() {
            "the next" => break,
            line => assert_ne!(line, "caf\u{fffd}"),
        }
    }
    kill(Pid::from_raw(follow.id().try_into().unwrap()), Signal::SIGINT).unwrap();
    let mut said = String::new();
    follow.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((follow.wait().unwrap().code(), said.as_str()), (Some(130), ""));
    // It does not grow forever while the server runs.
    file.set_len(10_000_000).unwrap();
    file.write_all(b"the last\n").unwrap();
    sandbox.run(["server", "start"]).succeeded();
    assert!(log.metadata().unwrap().len() < 10_000);
    assert!(std::fs::read(log.with_extension("log.1")).unwrap().ends_with(b"the last\n"));
}

#[test]
fn a_variable_that_means_nothing_is_an_error() {
    let mut sandbox = Sandbox::new();
    sandbox.set("CRUDDUR_FETCH_POSTGRES", "maybe");
    sandbox.run(["server", "start"]).check(str![[r#"
exit 2
--- stderr
error: CRUDDUR_FETCH_POSTGRES is neither 1 nor 0

"#]]);
    sandbox.set("CRUDDUR_FETCH_POSTGRES", "").set("CRUDDUR_PG_HOME", "").set("HOME", "");
    if !geteuid().is_root() {
        sandbox.run(["server", "start"]).ended_with(2);
    }
}

#[test]
fn the_password_is_shown_by_url_alone() {
    let sandbox = Sandbox::new();
    let mut seen = Vec::new();
    // Whatever the command and its children have as arguments while the server is made.
    let mut child = sandbox.command(["server", "start"]).stdout(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        seen.extend(command_lines());
    }
    for args in ["start", "status", "logs", "stop", "stop", "destroy", "start", "start --dry-run"] {
        for format in ["text", "json"] {
            let args = ["server"].into_iter().chain(args.split(' '));
            let run = sandbox.run(args.chain(["--verbose", "--format", format]));
            seen.extend([run.stdout, run.stderr]);
        }
    }
    seen.extend(command_lines());
    let url = sandbox.server_url();
    let password = url.split([':', '@']).nth(2).unwrap();
    assert_eq!(password.len(), 32);
    assert!(seen.iter().any(|text| text.contains("initdb")), "initdb was not seen");
    assert!(seen.iter().all(|text| !text.contains(password)), "it was shown");
    let left = Command::new("grep").args(["-rlaF", password]).arg(sandbox.root()).output().unwrap();
    let left = String::from_utf8(left.stdout).unwrap();
    assert_eq!(left.trim(), sandbox.server_home().join("instance.json").to_str().unwrap());
}

pub fn command_lines() -> Vec<String> {
    let output = Command::new("ps").args(["-ww", "-A", "-o", "command="]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// A line there is a sign of trouble, which a command that did its work has not left.
#[test]
fn commands_leave_no_errors_in_the_servers_log() {
    let sandbox = Sandbox::with_server();
    sandbox.write("cruddur-db.toml", "[defaults]\nseeds = []\n");
    sandbox.write("db/schema.sql", "create table t (id int);\n");
    sandbox.write("migrations/1_a.up.sql", "create table a ();\n");
    sandbox.write("migrations/1_a.down.sql", "drop table a;\n");
    sandbox.write("drop.sql", "drop table t; create table t (id int);\n");
    for args in [
        &["setup"][..],
        &["schema-load", "drop.sql"],
        &["rollback"],
        &["migrate"],
        &["dump", "x.sql"],
        &["restore", "x.sql"],
        &["test-db", "create"],
        &["test-db", "drop", "--templates"],
        &["prepare"],
        &["drop"],
        &["drop"],
    ] {
        sandbox.run(args).succeeded();
        let log = sandbox.run(["server", "logs", "-n", "1000"]).succeeded().stdout;
        assert!(!log.contains("unexpected EOF"), "{args:?}: {log}");
    }
}
