use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::assert_data_eq;
use snapbox::data::Inline;
use tempfile::TempDir;

/// A home, a working directory and an environment of its own. Nothing of the developer's
/// environment reaches the program but `PATH`.
pub struct Sandbox {
    // The path is short: a Unix socket's may not be longer than 107 bytes.
    root: TempDir,
    environment: BTreeMap<OsString, OsString>,
    /// Texts that differ from run to run, and what stands for them.
    hidden: Vec<(String, String)>,
}

impl Sandbox {
    pub fn new() -> Self {
        let root = tempfile::Builder::new().prefix("cdb").tempdir_in("/tmp").unwrap();
        for folder in ["home", "work"] {
            std::fs::create_dir(root.path().join(folder)).unwrap();
        }
        let mut sandbox = Self { root, environment: BTreeMap::new(), hidden: Vec::new() };
        sandbox.set("PATH", std::env::var_os("PATH").unwrap());
        sandbox.set("HOME", sandbox.root.path().join("home"));
        sandbox.set("LANG", "C.UTF-8");
        sandbox
    }

    pub fn set(&mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> &mut Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Nothing of AWS is found: no configuration, no credentials, no metadata service.
    #[cfg(feature = "aws")]
    pub fn without_aws(&mut self) -> &mut Self {
        self.set("AWS_EC2_METADATA_DISABLED", "true")
            .set("AWS_CONFIG_FILE", "/dev/null")
            .set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .set("AWS_REGION", "ca-central-1")
            .set("AWS_MAX_ATTEMPTS", "1")
            .set("CRUDDUR_OWNER", "ann@workspace-1")
    }

    /// Shows `name` for this text in what is compared.
    pub fn hide(&mut self, text: impl Into<String>, name: impl Into<String>) -> &mut Self {
        self.hidden.push((text.into(), name.into()));
        self
    }

    /// The folder of everything in the sandbox.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The folder that the program runs in.
    pub fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// Writes a file below the working directory, with the folders it needs.
    pub fn write(&self, path: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.work().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        path
    }

    /// The program, ready to be run in the sandbox, without a terminal.
    pub fn command<S: Into<OsString>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cruddur-db"));
        command
            .args(args.into_iter().map(Into::into))
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.work())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run<S: Into<OsString>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        self.finished(self.command(args).output().unwrap())
    }

    /// What a finished run left, with what differs from run to run made equal.
    pub fn finished(&self, output: Output) -> Run {
        let text = |bytes: &[u8]| self.stable(&String::from_utf8_lossy(bytes));
        Run {
            status: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// The sandbox's folder becomes `[ROOT]`, and what is hidden its name.
    fn stable(&self, text: &str) -> String {
        let text = text.replace(self.root.path().to_str().unwrap(), "[ROOT]");
        self.hidden.iter().fold(text, |text, (hidden, name)| text.replace(hidden, name))
    }
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
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
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
