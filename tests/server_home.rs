//! Where the managed server lives and whom it runs as.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::Command;

use nix::unistd::{User, geteuid};
use snapbox::str;

use crate::common::{Sandbox, copy_program, psql};

#[test]
fn root_runs_it_as_somebody_else() {
    let sandbox = Sandbox::new();
    sandbox.run(["server", "start"]).succeeded();
    let owner = sandbox.data_dir().metadata().unwrap().uid();
    assert_ne!(owner, 0);
    let name = User::from_uid(owner.into()).unwrap().unwrap().name;
    assert_eq!(sandbox.server_status()["os_user"], name.as_str());
    let pid = sandbox.server_status()["pid"].to_string();
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
    assert_eq!(sandbox.data_dir().metadata().unwrap().uid(), 65534);
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
error: as root the server runs as user postgres, which cannot enter [ROOT]/closed/pg
hint: a parent directory is private; set CRUDDUR_PG_HOME to one that everyone may enter

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
    copy_program(env!("CARGO_BIN_EXE_cruddur-db"), &program);
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
fn a_home_of_somebody_else_is_refused() {
    let mut sandbox = Sandbox::new();
    // Root may not trust another user's directory, and nobody else may write root's.
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
fn a_directory_with_other_things_is_no_home() {
    let mut sandbox = Sandbox::new();
    sandbox.write("bin/program", "precious");
    sandbox.set("CRUDDUR_PG_HOME", sandbox.work());
    for args in [["start", "--quiet"], ["destroy", "--yes"]] {
        sandbox.run(["server"].iter().chain(&args)).check(str![[r#"
exit 2
--- stderr
error: [ROOT]/work contains more than a managed server
hint: set CRUDDUR_PG_HOME to a directory that is empty or does not exist yet

"#]]);
    }
    assert_eq!(std::fs::read(sandbox.work().join("bin/program")).unwrap(), b"precious");
}

#[test]
fn a_home_too_long_for_a_socket_has_a_server_without_one() {
    let mut sandbox = Sandbox::new();
    let long = sandbox.root().join("x".repeat(80)).join("y z");
    sandbox.set("CRUDDUR_PG_HOME", &long);
    assert_eq!(psql(&sandbox.server_url(), "show unix_socket_directories"), "");
}
