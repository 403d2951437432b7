use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use snapbox::assert_data_eq;
use snapbox::data::Inline;
use tempfile::TempDir;

use super::reaper::Reaper;
use super::{Database, Outcome, Postgres, directory};
use super::{command_hints, json_output};

/// A home, a working directory and an environment of its own. Nothing of the developer's
/// environment reaches the program but `PATH`.
///
/// It has a managed server of its own, which is stopped when the sandbox is dropped.
pub struct Sandbox {
    _reaper: Reaper,
    root: TempDir,
    environment: BTreeMap<OsString, OsString>,
    /// Texts that differ from run to run, and what stands for them.
    hidden: Vec<(String, String)>,
    /// The arguments of commands that were handed out, for [`Sandbox::finished`].
    pending: Mutex<Vec<Vec<OsString>>>,
}

impl Sandbox {
    pub fn new() -> Self {
        let root = directory("cdb");
        for directory in ["home", "work"] {
            std::fs::create_dir(root.path().join(directory)).unwrap();
        }
        let reaper = Reaper::new(root.path());
        let (environment, hidden, pending) = (BTreeMap::new(), Vec::new(), Mutex::default());
        let mut sandbox = Self { _reaper: reaper, root, environment, hidden, pending };
        let path = std::env::var_os("PATH").unwrap();
        let server = Postgres::shared();
        let mut directories: Vec<_> = std::env::split_paths(&path).collect();
        match server.chosen() {
            Some(chosen) => {
                sandbox.set("CRUDDUR_PG_BINDIR", chosen);
                directories.insert(0, chosen.to_owned());
            }
            None => directories.push(server.bindir().to_owned()),
        }
        sandbox.set("PATH", std::env::join_paths(directories).unwrap());
        sandbox.set("HOME", sandbox.root.path().join("home"));
        sandbox.set("LANG", "C.UTF-8");
        sandbox.set("CRUDDUR_PG_HOME", sandbox.server_home());
        sandbox.set("CRUDDUR_BACKUP_DIR", sandbox.backups());
        sandbox
    }

    /// With a managed server that is not new: it has run once, and was stopped.
    pub fn with_server() -> Self {
        let sandbox = Self::new();
        Postgres::shared().copy_new(&sandbox.server_home());
        sandbox
    }

    pub fn set(&mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> &mut Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// A sandbox whose `dev` is this database; its name and port are hidden in snapshots.
    pub fn with(database: &Database) -> Self {
        let mut sandbox = Self::new();
        sandbox.set("CONNECTION_URL", database.url());
        sandbox.hide(&database.name, "[DB]");
        sandbox.hide(format!(":{}", Postgres::shared().port()), ":[PORT]");
        sandbox
    }

    pub fn unset(&mut self, name: &str) -> &mut Self {
        self.environment.remove(std::ffi::OsStr::new(name));
        self
    }

    /// No Postgres is found but one that is fetched.
    pub fn without_postgres(&mut self) -> &mut Self {
        self.set("CRUDDUR_PG_BINDIR", self.server_home().join("bin"))
    }

    /// Nothing of AWS is found: no configuration, no credentials, no metadata service.
    #[cfg(feature = "aws")]
    pub fn without_aws(&mut self) -> &mut Self {
        self.set("AWS_EC2_METADATA_DISABLED", "true")
            .set("AWS_CONFIG_FILE", "/dev/null")
            .set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .set("AWS_REGION", "ca-central-1")
            .set("AWS_MAX_ATTEMPTS", "1")
            .set("CRUDDUR_OWNER", "ann@workspace-1");
        let state = self.root.path().join("home/.local/state/cruddur-db");
        std::fs::create_dir_all(&state).unwrap();
        std::fs::write(state.join("machine-id"), Self::MACHINE).unwrap();
        self
    }

    /// Identifies the machine, for rules of security groups.
    #[cfg(feature = "aws")]
    pub const MACHINE: &str = "m-ann";

    /// The next command runs on a machine that was never seen before.
    #[cfg(feature = "aws")]
    pub fn forget_machine(&self) {
        let path = self.root.path().join("home/.local/state/cruddur-db/machine-id");
        std::fs::remove_file(path).unwrap();
    }

    /// Shows `name` for this text in what is compared.
    pub fn hide(&mut self, text: impl Into<String>, name: impl Into<String>) -> &mut Self {
        self.hidden.push((text.into(), name.into()));
        self
    }

    /// What the program finds in its environment.
    #[allow(dead_code, reason = "only programs beside ours need it, and not in every build")]
    pub fn environment(&self) -> &BTreeMap<OsString, OsString> {
        &self.environment
    }

    /// The directory of everything in the sandbox.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The home of its managed server.
    pub fn server_home(&self) -> PathBuf {
        self.root.path().join("pg")
    }

    /// Where its backups are kept.
    pub fn backups(&self) -> PathBuf {
        self.root.path().join("backups")
    }

    /// The directory that the program runs in.
    pub fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// Writes a file below the working directory, with the directories it needs.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.work().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        path
    }

    /// The program, ready to be run in the sandbox, without a terminal.
    pub fn command<S: Into<OsString>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
        self.pending.lock().unwrap().push(args.clone());
        self.plain_command(args)
    }

    fn plain_command(&self, args: Vec<OsString>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cruddur-db"));
        command
            .args(args)
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.work())
            .stdin(Stdio::null());
        command
    }

    /// The same under nohup.
    pub fn under_nohup<S: Into<OsString>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new("nohup");
        command
            .arg(env!("CARGO_BIN_EXE_cruddur-db"))
            .args(args.into_iter().map(Into::into))
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.work())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn run<S: Into<OsString>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
        let mut command = self.plain_command(args.clone());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.outcome();
        json_output::check(&[args], &output);
        self.stable_run(&output)
    }

    /// What a finished run left, with what differs from run to run made equal.
    #[track_caller]
    pub fn finished(&self, output: Output) -> Run {
        json_output::check(&self.pending.lock().unwrap(), &output);
        self.stable_run(&output)
    }

    #[track_caller]
    fn stable_run(&self, output: &Output) -> Run {
        for text in [&output.stdout, &output.stderr] {
            command_hints::check(&String::from_utf8_lossy(text));
        }
        let text = |bytes: &[u8]| self.stable(&String::from_utf8_lossy(bytes));
        Run {
            status: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// Hidden texts get their names, times become `[TIME]`, the sandbox's directory `[ROOT]`, ports
    /// of managed servers `[PORT]`, and versions of Postgres `[VERSION]`.
    fn stable(&self, text: &str) -> String {
        let text = text.replace(self.root.path().to_str().unwrap(), "[ROOT]");
        let port = |word: &str| {
            let is_ours = word.parse().is_ok_and(|port: u16| (15432..16432).contains(&port));
            is_ours.then_some("[PORT]")
        };
        let version = |word: &str| {
            let number = word.trim_end_matches('.');
            number.parse::<f32>().is_ok().then_some("[VERSION]")
        };
        let mut text = replace_after(&text, "127.0.0.1:", port);
        text = replace_after(&text, "port ", port);
        text = replace_after(&text, "Postgres ", version);
        for (hidden, name) in &self.hidden {
            text = text.replace(hidden, name);
        }
        hide_times(&text)
    }
}

/// Replaces the numbers that follow a word.
fn replace_after(
    text: &str,
    before: &str,
    replacement: impl Fn(&str) -> Option<&'static str>,
) -> String {
    let mut parts = text.split(before);
    let mut result = parts.next().unwrap().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        result.push_str(before);
        result.push_str(replacement(number).unwrap_or(number));
        result.push_str(rest);
    }
    result
}

/// `0.12 s` becomes `[TIME]`.
fn hide_times(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(end) = rest.find(" s") {
        let (before, after) = rest.split_at(end);
        let number = before.rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |i| i + 1);
        let is_time = before[number..].contains('.') && before[number..].parse::<f64>().is_ok();
        if is_time {
            result.push_str(&before[..number]);
            result.push_str("[TIME]");
        } else {
            result.push_str(before);
            result.push_str(" s");
        }
        rest = &after[2..];
    }
    result + rest
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Run {
    /// The exit status; none when a signal ended it.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Compares status, stdout and stderr with an inline snapshot. `[..]` stands for anything
    /// within a line, `...` on its own line for any lines. `SNAPSHOTS=overwrite cargo test`
    /// writes the snapshots anew.
    #[track_caller]
    pub fn check(&self, expected: Inline) {
        let status = self.status.map_or("signal".to_owned(), |code| code.to_string());
        let mut text = format!("exit {status}\n");
        // The tests' AWS is never the real one; `sg::settings` shows that this is said.
        let stderr = self.stderr.replacen("not AWS: requests go to [AWS]\n", "", 1);
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &stderr)] {
            if !stream.is_empty() {
                text.push_str(&format!("--- {name}\n{stream}"));
                if !stream.ends_with('\n') {
                    text.push_str("(no newline)\n");
                }
            }
        }
        assert_data_eq!(text, expected);
    }

    /// Fails with everything that was said unless the run ended well.
    #[track_caller]
    pub fn succeeded(self) -> Self {
        assert_eq!(self.status, Some(0), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails with everything that was said unless the run ended with this status.
    #[track_caller]
    pub fn ended_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The JSON value on stdout.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
