//! What the benchmarks stand on: a private server, a slow link to it, medians.

mod slow_link;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cruddur_db::approval::{Answers, Asker, approve};
use cruddur_db::error::Result;
use cruddur_db::progress::Silent;
use cruddur_db::server::{Running, Server, Settings};

pub use slow_link::SlowLink;

/// A server of the benchmark's own, stopped and removed with the value.
pub struct PrivateServer {
    server: Server,
    running: Running,
    home: PathBuf,
}

struct Nobody;

impl Asker for Nobody {
    fn can_ask(&self) -> bool {
        false
    }

    async fn ask_line(&self, _: &str) -> Result<String> {
        unreachable!("nobody can be asked")
    }
}

impl PrivateServer {
    pub fn start() -> Self {
        let home = PathBuf::from(format!("/tmp/cdbench{}", std::process::id()));
        let path = std::env::var_os("PATH");
        let settings = Settings {
            home: home.clone(),
            bindir: None,
            path,
            sudo_uid: None,
            fetch: true,
            wheel: None,
            program: None,
        };
        let server = Server::new(settings);
        let running = runtime().block_on(async {
            let plan = server.plan_start().unwrap();
            let plan = approve(plan, &Answers::default(), &Nobody).await.unwrap();
            server.start(plan, &Silent).await.unwrap()
        });
        Self { server, running, home }
    }

    pub fn port(&self) -> u16 {
        self.running.port
    }

    /// A URL for the server, or for something in front of it at another port.
    pub fn url(&self, port: u16) -> String {
        let Running { user, password, .. } = &self.running;
        format!("postgresql://{user}:{}@127.0.0.1:{port}/cruddur", password.expose())
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        runtime().block_on(self.server.stop()).unwrap();
        std::fs::remove_dir_all(&self.home).unwrap();
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// How long a command takes that must end well; what it prints is thrown away.
pub fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let taken = start.elapsed();
    assert!(status.unwrap().success(), "{command:?}");
    taken
}

/// Runs the two in turn and returns the median of each.
pub fn side_by_side(
    times: usize,
    mut ours: impl FnMut() -> Duration,
    mut theirs: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let runs: Vec<_> = (0..times).map(|_| (ours(), theirs())).collect();
    (median(runs.iter().map(|run| run.0)), median(runs.iter().map(|run| run.1)))
}

pub fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.collect();
    times.sort();
    times[times.len() / 2]
}

/// One of Postgres' own programs, and not the script that Debian has in its place.
pub fn postgres(program: &str) -> Command {
    let output = Command::new("pg_config").arg("--bindir").output();
    let directory =
        output.map(|output| String::from_utf8(output.stdout).unwrap()).unwrap_or_default();
    Command::new(PathBuf::from(directory.trim()).join(program))
}

/// The program, with an environment of its own.
pub fn cruddur_db(url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cruddur-db"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("CONNECTION_URL", url);
    command
}
