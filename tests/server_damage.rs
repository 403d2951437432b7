//! The managed server's home, damaged file by file: it is repaired, or the command that repairs
//! it is named. No row is lost, and never do two servers work on one data directory.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use nix::unistd::{User, geteuid};

use crate::common::{Postgres, Run, Sandbox, copy_program};

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    Missing,
    Empty,
    Garbage,
    /// Its first half.
    Truncated,
    /// Mode 000.
    Closed,
    /// Root's; only root can do that.
    Foreign,
}

const ALL: [Damage; 6] = [
    Damage::Missing,
    Damage::Empty,
    Damage::Garbage,
    Damage::Truncated,
    Damage::Closed,
    Damage::Foreign,
];

impl Damage {
    /// Returns false where it means nothing.
    fn strikes(self, path: &Path) -> bool {
        let Ok(metadata) = path.symlink_metadata() else { return false };
        match self {
            Self::Missing if metadata.is_dir() => std::fs::remove_dir_all(path).unwrap(),
            Self::Missing => std::fs::remove_file(path).unwrap(),
            Self::Closed => {
                std::fs::set_permissions(path, PermissionsExt::from_mode(0o000)).unwrap();
            }
            Self::Foreign if geteuid().is_root() => chown(path, Some(0), Some(0)).unwrap(),
            Self::Foreign => return false,
            _ if metadata.is_dir() => return false,
            Self::Empty => std::fs::write(path, "").unwrap(),
            Self::Garbage => std::fs::write(path, "\0\u{1}garbage\n\n-7 {\n").unwrap(),
            Self::Truncated => {
                let bytes = std::fs::read(path).unwrap();
                if bytes.is_empty() {
                    return false;
                }
                std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            }
        }
        true
    }
}

/// A home with a server and a row, run as this user.
struct Home {
    sandbox: Sandbox,
    program: PathBuf,
    user: User,
}

impl Home {
    fn of(user: User) -> Self {
        let mut sandbox = Sandbox::new();
        // The program may be built where only root gets in.
        let program = sandbox.root().join("cruddur-db");
        copy_program(env!("CARGO_BIN_EXE_cruddur-db"), &program);
        let parent = sandbox.root().join("parent");
        std::fs::create_dir(&parent).unwrap();
        Postgres::shared().copy_new(&parent.join("pg"));
        if geteuid().is_root() {
            let owner = format!("{}:{}", user.uid, user.gid);
            // Postgres runs as somebody else where the user is root.
            let recursive = if user.uid.is_root() { "--no-dereference" } else { "--recursive" };
            let chown = Command::new("chown").arg(recursive).arg(owner).arg(&parent).status();
            assert!(chown.unwrap().success());
        }
        sandbox.set("CRUDDUR_PG_HOME", parent.join("pg"));
        let home = Self { sandbox, program, user };
        home.run(&["create"]).succeeded();
        home.run(&["connect", "-c", "create table kept as select 'row' as it"]).succeeded();
        home
    }

    fn path(&self) -> PathBuf {
        self.sandbox.root().join("parent/pg")
    }

    fn data(&self) -> PathBuf {
        let entries = std::fs::read_dir(self.path()).unwrap().flatten();
        let mut data = entries.map(|entry| entry.path().join("data"));
        data.find(|data| data.is_dir()).unwrap()
    }

    fn run(&self, args: &[&str]) -> Run {
        let asked = self.sandbox.command(args);
        let mut command = Command::new(&self.program);
        command.args(asked.get_args()).env_clear().current_dir(self.sandbox.work());
        command.envs(asked.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if geteuid().is_root() && !self.user.uid.is_root() {
            command.uid(self.user.uid.as_raw()).gid(self.user.gid.as_raw());
        }
        self.sandbox.finished(command.output().unwrap())
    }

    /// The servers of this home that run, by their arguments.
    fn servers(&self) -> usize {
        let args = ["-ww", "-A", "-o", "pid=,ppid=,command="];
        let output = Command::new("ps").args(args).output().unwrap();
        let data = format!("-D {}", self.data().display());
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let servers = lines.lines().filter(|line| line.contains(&data));
        let servers: Vec<(&str, &str)> = servers
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                Some((words.next()?, words.next()?))
            })
            .collect();
        // A process that a server has just started has its arguments for a moment.
        let is_child = |parent: &str| servers.iter().any(|(pid, _)| *pid == parent);
        servers.iter().filter(|(_, parent)| !is_child(parent)).count()
    }

    fn row(&self) -> Run {
        self.run(&["connect", "-q", "-c", "table kept"])
    }

    /// After some damage: each command works, or says what to do. What it says is done.
    fn heals(&self, what: &str) {
        let status = self.run(&["server", "status"]);
        assert!(status.status == Some(0) || names_a_command(&status), "{what}: {status:?}");
        let begun = Instant::now();
        loop {
            let row = self.row();
            assert!(self.servers() <= 1, "{what}: two servers");
            if row.status == Some(0) {
                assert!(row.stdout.contains("row"), "{what}: {row:?}");
                break;
            }
            assert!(names_a_command(&row), "{what}: {row:?}");
            assert!(begun.elapsed() < Duration::from_secs(60), "{what}: {row:?}");
            obey(&row, self);
        }
    }
}

/// Whether the hint has a command in it.
fn names_a_command(run: &Run) -> bool {
    command_of(run).is_some()
}

fn command_of(run: &Run) -> Option<String> {
    let hint = run.stderr.lines().find(|line| line.starts_with("hint: "))?;
    if hint.contains("cruddur-db server start") {
        return Some("cruddur-db server start".to_owned());
    }
    let quoted = hint.split('`').nth(1)?;
    Some(quoted.trim_start_matches("sudo ").replace("&& sudo", "&&"))
}

/// Does what the hint says, as root where that is what it takes.
fn obey(run: &Run, home: &Home) {
    let command = command_of(run).unwrap();
    if let Some(rest) = command.strip_prefix("cruddur-db ") {
        home.run(&rest.split(' ').collect::<Vec<_>>()).succeeded();
        return;
    }
    let command = command.replace("[ROOT]", home.sandbox.root().to_str().unwrap());
    let status = Command::new("sh").args(["-c", &command]).status().unwrap();
    assert!(status.success(), "{command}");
}

fn users() -> Vec<User> {
    let me = User::from_uid(geteuid()).unwrap().unwrap();
    match me.uid.is_root() {
        true => vec![me, User::from_name("nobody").unwrap().unwrap()],
        false => vec![me],
    }
}

/// At the same time: most of it is waiting for servers to start and to stop.
fn for_each_user(test: impl Fn(User) + Sync) {
    let test = &test;
    std::thread::scope(|scope| {
        users().into_iter().for_each(|user| _ = scope.spawn(move || test(user)));
    });
}

/// The files that are ours, or that only a server writes.
fn files(home: &Home) -> Vec<PathBuf> {
    let (root, data) = (home.path(), home.data());
    let mut files = ["lock", "instance.json", "run", "run/server.log"].map(|name| root.join(name));
    files.sort();
    let mut files = files.to_vec();
    files.extend(["postmaster.pid", "postmaster.opts", "PG_VERSION"].map(|name| data.join(name)));
    files.extend([data.clone(), data.parent().unwrap().to_owned()]);
    files
}

fn survives(running: bool, user: User) {
    // What is in a file is the same to every user; who may open it is not.
    let contents = !user.uid.is_root() || !geteuid().is_root();
    let home = Home::of(user);
    let data = home.data();
    let file = std::fs::OpenOptions::new().append(true).open(data.join("postgresql.conf"));
    std::io::Write::write_all(&mut file.unwrap(), b"fsync = off\n").unwrap();
    let mut tried = 0;
    for file in files(&home) {
        for damage in ALL {
            let takes_data = damage == Damage::Missing && data.starts_with(&file);
            let of_postgres = file.ends_with("postmaster.opts") || file.ends_with("server.log");
            if of_postgres && damage != Damage::Foreign {
                // It writes them anew, whatever is in them.
                continue;
            }
            let is_new = file.ends_with("postmaster.pid") && !running;
            let of_contents = matches!(damage, Damage::Empty | Damage::Garbage | Damage::Truncated);
            if of_contents && !contents {
                continue;
            }
            if takes_data || file.ends_with("run") && damage == Damage::Garbage {
                continue;
            }
            if is_new {
                // What a server that is gone may have left.
                let left = format!("4194303\n{}\n1700000000\n15999\n", data.display());
                std::fs::write(&file, left).unwrap();
                chown(&file, data_owner(&data), None).unwrap();
            }
            if damage.strikes(&file) {
                tried += 1;
                home.heals(&format!("{damage:?} {} running: {running}", file.display()));
            }
            if !running {
                home.run(&["server", "stop"]).succeeded();
            }
        }
    }
    home.run(&["server", "start"]).succeeded();
    assert_eq!(home.servers(), 1);
    assert!(tried >= 15, "{tried}");
}

/// Such as the one that an initdb runs: without `-D`, and where others cannot look.
#[test]
fn a_process_of_another_users_postgres_is_not_in_the_way() {
    for_each_user(|user| {
        let home = Home::of(user);
        home.run(&["server", "stop"]).succeeded();
        let directory = home.sandbox.root().join("other");
        std::fs::create_dir(&directory).unwrap();
        let program = directory.join("postgres");
        copy_program("/bin/sleep", &program);
        let mut other = Command::new(&program).arg("600").spawn().unwrap();
        std::fs::write(home.data().join("postmaster.pid"), "").unwrap();
        let run = home.row();
        other.kill().unwrap();
        other.wait().unwrap();
        assert!(run.succeeded().stdout.contains("row"));
    });
}

fn data_owner(data: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    geteuid().is_root().then(|| data.metadata().unwrap().uid())
}

#[test]
fn a_stopped_server_is_repaired() {
    for_each_user(|user| survives(false, user));
}

#[test]
fn a_running_server_is_repaired() {
    for_each_user(|user| survives(true, user));
}

#[test]
fn a_password_that_is_not_the_servers_is_set_anew() {
    let home = Home::of(User::from_uid(geteuid()).unwrap().unwrap());
    let record = home.path().join("instance.json");
    let text = std::fs::read_to_string(&record).unwrap();
    let password = text.split("\"password\": \"").nth(1).unwrap().split('"').next().unwrap();
    for (other, heals_alone) in [("", true), ("abc", true), (&"0".repeat(32)[..], false)] {
        std::fs::write(&record, text.replace(password, other)).unwrap();
        let run = home.row();
        assert_eq!(run.status == Some(0), heals_alone, "{other:?}: {run:?}");
        assert!(heals_alone || run.stderr.contains("cruddur-db server start"), "{run:?}");
        home.heals(&format!("password {other:?}"));
    }
}
