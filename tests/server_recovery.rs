//! The managed server under bad luck: killed, disowned, crowded, interrupted.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use snapbox::str;

use crate::common::{Outcome, Postgres, Sandbox, await_death, psql, wait_until, write_program};
use crate::server::command_lines;

/// What a dead server leaves, and what a new one must still find.
pub fn with_a_row() -> Sandbox {
    let sandbox = Sandbox::with_server();
    psql(&sandbox.server_url(), "create table kept as select 'row' as it");
    sandbox
}

pub fn keeps_the_row(sandbox: &Sandbox) {
    assert_eq!(psql(&sandbox.server_url(), "table kept"), "row");
}

#[test]
fn a_killed_server_comes_back_with_its_rows() {
    let sandbox = with_a_row();
    // With a session that has to notice, too.
    let mut session = Command::new(crate::common::program("psql"))
        .args(["-X", "-c", "select pg_sleep(100)"])
        .arg(sandbox.server_url())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    sandbox.kill_server();
    keeps_the_row(&sandbox);
    session.wait().unwrap();
    // One process of it alone, after which it starts over.
    let pid = psql(&sandbox.server_url(), "select pid from pg_stat_activity order by 1 limit 1");
    kill(Pid::from_raw(pid.parse().unwrap()), Signal::SIGKILL).unwrap();
    await_death(&pid);
    sandbox.run(["create"]).succeeded();
    // One that starts over takes as long as any of its processes, of which one does not react.
    let process = |kind| {
        let sql = format!("select pid from pg_stat_activity where backend_type = '{kind}'");
        Pid::from_raw(psql(&sandbox.server_url(), &sql).parse().unwrap())
    };
    let (slow, killed) = (process("walwriter"), process("checkpointer"));
    kill(slow, Signal::SIGSTOP).unwrap();
    kill(killed, Signal::SIGKILL).unwrap();
    await_death(&killed.to_string());
    let run = sandbox.run(["schema-load", "--dry-run", "--wait=0"]).ended_with(3);
    assert!(!run.stderr.contains("waited"), "{run:?}");
    sandbox.run(["create"]).succeeded();
}

#[test]
fn a_pid_file_that_names_a_zombie_is_no_obstacle() {
    let sandbox = with_a_row();
    let file = sandbox.data_dir().join("postmaster.pid");
    let text = std::fs::read_to_string(&file).unwrap();
    sandbox.kill_server();
    let mut zombie = Command::new("true").spawn().unwrap();
    await_death(&zombie.id().to_string());
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{}\n{rest}", zombie.id())).unwrap();
    assert_eq!(sandbox.server_status()["running"], false);
    keeps_the_row(&sandbox);
    zombie.wait().unwrap();
}

#[test]
fn a_pid_file_that_names_another_process_is_no_obstacle_and_no_target() {
    let sandbox = with_a_row();
    let file = sandbox.data_dir().join("postmaster.pid");
    let text = std::fs::read_to_string(&file).unwrap();
    sandbox.kill_server();
    let mut other = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{}\n{rest}", other.id())).unwrap();
    sandbox.run(["server", "stop"]).check(str![[r#"
exit 0
--- stdout
the managed server is not running

"#]]);
    assert_eq!(other.try_wait().unwrap(), None, "it was stopped");
    keeps_the_row(&sandbox);
    drop(other.stdin.take());
    assert!(other.wait().unwrap().success());
}

/// Forks a process with the name of Postgres, which stays when its parent is gone.
const SESSION: &str = "
import ctypes, os, sys
if os.fork():
    os._exit(0)
ctypes.CDLL(None).prctl(15, b'postgres')
print('ready', flush=True)
sys.stdin.read()
";

#[test]
#[cfg(target_os = "linux")]
fn a_session_that_outlives_its_server_is_none() {
    let sandbox = with_a_row();
    sandbox.kill_server();
    // A session without a title yet: it has the arguments of its server.
    let mut parent = Command::new("python3")
        .args(["-c", SESSION, "-D"])
        .arg(sandbox.data_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut ready = String::new();
    BufReader::new(parent.stdout.take().unwrap()).read_line(&mut ready).unwrap();
    assert_eq!(ready, "ready\n");
    assert_eq!(sandbox.server_status()["running"], false);
    keeps_the_row(&sandbox);
    drop(parent.stdin.take());
    assert!(parent.wait().unwrap().success());
}

/// Waits until a process that was killed is no more than a zombie.
#[test]
fn a_lost_record_costs_the_password_only() {
    let sandbox = with_a_row();
    std::fs::remove_file(sandbox.server_home().join("instance.json")).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]
--- stderr
the record of the managed server is missing: it gets a new password, and other URLs (.env) need it

"#]]);
    keeps_the_row(&sandbox);
}

#[test]
fn a_taken_port_is_left_to_its_owner() {
    let sandbox = with_a_row();
    let port: u16 = sandbox.server_status()["port"].as_u64().unwrap().try_into().unwrap();
    sandbox.run(["server", "stop"]).succeeded();
    let _owner = TcpListener::bind(("127.0.0.1", port)).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]
--- stderr
port [PORT] is in use: the managed server is now on port [PORT], and other URLs (.env) need the new one

"#]]);
    assert_ne!(sandbox.server_status()["port"], port);
    keeps_the_row(&sandbox);
}

#[test]
fn an_interrupted_start_leaves_nothing_in_the_way() {
    for (how, whole_group) in [(Signal::SIGINT, true), (Signal::SIGKILL, false)] {
        let sandbox = Sandbox::new();
        let mut start = sandbox.command(["server", "start"]);
        let mut start = start.process_group(0).stderr(Stdio::piped()).spawn().unwrap();
        let pid = i32::try_from(start.id()).unwrap();
        // As soon as initdb is at work.
        wait_until("initdb", || {
            assert_eq!(start.try_wait().unwrap(), None);
            new_data(&sandbox).is_some_and(|data| data.join("PG_VERSION").exists())
        });
        kill(Pid::from_raw(if whole_group { -pid } else { pid }), how).unwrap();
        let ended = start.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), whole_group.then_some(130));
        if whole_group {
            let said = String::from_utf8(ended.stderr).unwrap();
            let made = entries(&sandbox).iter().any(|name| name == "data");
            // A slow machine may be too late, which is said.
            let state = if made { "" } else { "was not started" };
            let known = format!("error: interrupted; the managed server {state}");
            assert!(said.contains(&known) && made != said.contains("not started"), "{said}");
            assert!(made || entries(&sandbox).is_empty(), "{said}");
        }
        assert_eq!(psql(&sandbox.server_url(), "select 1"), "1");
        assert_eq!(entries(&sandbox), ["data"]);
    }
}

/// An initdb that is still at work, with a child, when the next command comes.
#[test]
fn what_a_killed_start_left_at_work_is_ended_and_removed() {
    let mut sandbox = Sandbox::new();
    let bindir = sandbox.root().join("bin");
    let postgres = Postgres::shared().bindir().join("postgres");
    let wrapper = format!("#!/bin/sh\nexec '{}' \"$@\"\n", postgres.display());
    write_program(&bindir.join("postgres"), &wrapper);
    let fill =
        "#!/bin/sh\nsh -c 'while :; do mkdir -p $0/a && > $0/a/$((n += 1)); done' \"$2\"\n:\n";
    write_program(&bindir.join("initdb"), fill);
    sandbox.set("CRUDDUR_PG_BINDIR", &bindir);
    let mut start = sandbox.command(["server", "start"]).stderr(Stdio::null()).spawn().unwrap();
    wait_until("initdb", || {
        assert_eq!(start.try_wait().unwrap(), None);
        new_data(&sandbox).is_some_and(|data| data.join("a/9").exists())
    });
    start.kill().unwrap();
    start.wait().unwrap();
    assert!(entries(&sandbox).iter().any(|name| name.starts_with(".password.")));
    sandbox.unset("CRUDDUR_PG_BINDIR");
    sandbox.run(["server", "start"]).succeeded();
    assert_eq!(entries(&sandbox), ["data"]);
    let new = sandbox.server_home().display().to_string();
    let at_work = |line: &String| line.contains("sh -c while") && line.contains(&new);
    assert_eq!(command_lines().into_iter().find(at_work), None);
}

/// What is in the directories of the versions.
fn paths(sandbox: &Sandbox) -> impl Iterator<Item = PathBuf> {
    let list = |directory: PathBuf| std::fs::read_dir(directory).into_iter().flatten().flatten();
    list(sandbox.server_home())
        .filter(|entry| entry.file_name().to_string_lossy().parse::<u32>().is_ok())
        .flat_map(move |entry| list(entry.path()))
        .map(|entry| entry.path())
}

fn entries(sandbox: &Sandbox) -> Vec<String> {
    paths(sandbox).map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

/// Where an initdb is at work.
fn new_data(sandbox: &Sandbox) -> Option<PathBuf> {
    paths(sandbox).find(|path| path.file_name().unwrap().as_encoded_bytes().starts_with(b".data."))
}

#[test]
fn six_at_once_make_one_server() {
    let sandbox = Sandbox::new();
    let start = || {
        let mut command = sandbox.command(["server", "start", "--format", "json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = std::iter::repeat_with(start).take(6).collect();
    let runs: Vec<_> = children
        .into_iter()
        .map(|child| sandbox.finished(child.outcome()).succeeded().json())
        .collect();
    let started = runs.iter().filter(|run| run["started"] == true).count();
    assert_eq!(started, 1, "{runs:?}");
    let ports: BTreeSet<_> = runs.iter().map(|run| run["port"].as_u64()).collect();
    assert_eq!(ports.len(), 1, "{runs:?}");
}

#[test]
fn ctrl_c_for_a_command_does_not_reach_the_server() {
    let sandbox = Sandbox::new();
    // The group of the command, as a terminal would signal it.
    let mut command = sandbox.command(["server", "start"]);
    let mut child = command.process_group(0).stdout(Stdio::null()).spawn().unwrap();
    let group = Pid::from_raw(-i32::try_from(child.id()).unwrap());
    child.wait().unwrap();
    assert!(kill(group, Signal::SIGINT).is_err(), "the server is in the command's group");
    assert_eq!(sandbox.server_status()["running"], true);
}
