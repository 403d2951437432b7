//! What keeps the managed server's data in use while no server of it can be seen.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid};

use crate::common::{psql, wait_until};
use crate::server_recovery::{keeps_the_row, with_a_row};

/// Such as one in another container, or on another machine that has the home, too.
#[test]
fn a_server_that_cannot_be_seen_keeps_its_data() {
    let sandbox = with_a_row();
    let (home, moved) = (sandbox.server_home(), sandbox.root().join("moved"));
    let lock = std::fs::File::open(home.join("run/server.lock")).unwrap();
    assert!(lock.try_lock().is_err(), "the server holds no lock");
    // It was moved while it runs, and a copy is at its place.
    std::fs::rename(&home, &moved).unwrap();
    let copied = Command::new("cp").arg("-a").args([&moved, &home]).status().unwrap();
    assert!(copied.success());
    assert_eq!(sandbox.server_status()["running"], false);
    let stopped = sandbox.run(["server", "stop"]).succeeded();
    assert_eq!(stopped.stdout, "the managed server is not running\n");
    std::fs::remove_dir_all(&home).unwrap();
    std::fs::rename(&moved, &home).unwrap();
    assert_eq!(sandbox.server_status()["running"], true);
    sandbox.run(["server", "stop"]).succeeded();
    // A lock of which no process here has to do with Postgres.
    lock.lock().unwrap();
    let pid_file = sandbox.data_dir().join("postmaster.pid");
    std::fs::write(&pid_file, "99\n/data\n1700000000\n15999\n").unwrap();
    for args in [&["start"][..], &["stop"], &["destroy", "--yes"]] {
        let run = sandbox.run([&["server"], args].concat()).ended_with(1);
        assert!(run.stderr.contains("in use by a server that cannot be seen from here"), "{run:?}");
    }
    assert!(std::fs::read_to_string(&pid_file).unwrap().starts_with("99\n"));
    let status = sandbox.server_status();
    let problem = status["problems"][0].as_str().unwrap_or_default();
    assert!(problem.starts_with("another container or machine runs a server"), "{status}");
    // A command claims the home, too, while it makes a server.
    let commands = std::fs::File::open(home.join("lock")).unwrap();
    commands.lock().unwrap();
    let status = sandbox.server_status();
    assert_eq!(status["problems"][0], "another command starts or stops it at this moment");
    drop(commands);
    let doctor = sandbox.run(["doctor", "--format", "json"]).ended_with(1);
    assert!(doctor.stdout.contains("in use by a server that cannot be seen"), "{doctor:?}");
    assert!(!doctor.stdout.contains("start it with"), "{doctor:?}");
    drop(lock);
    keeps_the_row(&sandbox);
}

/// Ends with its standard input, and all that it began with it.
const CONTAINER: &str = "\"$@\" >/dev/null 2>&1 && echo ready && read -r _";

#[test]
#[cfg(target_os = "linux")]
fn a_containers_server_without_a_lock_keeps_its_data() {
    // Others than root need a namespace of users, too.
    let user: &[&str] = if geteuid().is_root() { &[] } else { &["--user", "--map-current-user"] };
    let sandbox = with_a_row();
    sandbox.run(["server", "stop"]).succeeded();
    let start = sandbox.command(["server", "start"]);
    let mut container = Command::new("unshare")
        .args(user)
        .args(["--pid", "--ipc", "--mount-proc", "--fork", "sh", "-c", CONTAINER, "sh"])
        .arg(start.get_program())
        .args(start.get_args())
        .env_clear()
        .envs(sandbox.environment())
        .current_dir(sandbox.work())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ready = String::new();
    BufReader::new(container.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    assert_eq!(ready, "ready\n", "the test makes a container by unshare: see CONTRIBUTING.md");
    // As one that an older version began.
    std::fs::remove_file(sandbox.server_home().join("run/server.lock")).unwrap();
    for args in [&["start"][..], &["stop"], &["destroy", "--yes"]] {
        let run = sandbox.run([&["server"], args].concat()).ended_with(1);
        assert!(run.stderr.contains("in use by a server that cannot be seen from here"), "{run:?}");
    }
    let status = sandbox.server_status();
    assert_eq!(status["running"], false);
    let problem = status["problems"][0].as_str().unwrap_or_default();
    assert!(problem.starts_with("another container or machine runs a server"), "{status}");
    drop(container.stdin.take());
    container.wait().unwrap();
    wait_until("the end of the container's server", || {
        sandbox.server_status()["problems"].as_array().is_some_and(Vec::is_empty)
    });
    keeps_the_row(&sandbox);
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_that_outlives_the_server_is_named() {
    let sandbox = with_a_row();
    // The shell gives what it runs in the background another standard input.
    let program = "exec 3<&0; setsid sleep 100 <&3 >/dev/null 2>&1 & echo $!";
    let sql = format!("create table pid (it int); copy pid from program '{program}'; table pid");
    let pid = psql(&sandbox.server_url(), &sql);
    sandbox.run(["server", "stop"]).succeeded();
    let status = sandbox.server_status();
    let problem = status["problems"][0].as_str().unwrap_or_default();
    assert!(problem.contains(&format!("`kill {pid}` ends it")), "{status}");
    let run = sandbox.run(["server", "start"]).ended_with(1);
    assert!(run.stderr.contains(&format!("hint: end it with `kill {pid}`")), "{run:?}");
    kill(Pid::from_raw(pid.parse().unwrap()), Signal::SIGKILL).unwrap();
    keeps_the_row(&sandbox);
}
