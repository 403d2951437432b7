use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use tempfile::TempDir;

use super::reaper::Reaper;
use super::{Postgres, psql, signal};

/// A primary of its own and its standby, which follows it until it is promoted.
pub struct Standby {
    pub primary: Postgres,
    port: u16,
    log: PathBuf,
    // First: the standby ends before its directory goes.
    _reaper: Reaper,
    _directory: TempDir,
}

impl Standby {
    pub fn start() -> Self {
        let primary = Postgres::private("");
        let directory = super::directory("cdbsb");
        let reaper = Reaper::new(directory.path());
        let owner = primary.data_dir().metadata().unwrap();
        std::os::unix::fs::chown(directory.path(), Some(owner.uid()), Some(owner.gid())).unwrap();
        // Taken from a fresh listener, as the port of a pooler is.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let data_dir = directory.path().join("data");
        let run = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(primary.bindir().join(program));
            command.args(arguments).current_dir("/").stdin(Stdio::null());
            command.env("PGPASSWORD", primary.password());
            if nix::unistd::geteuid().is_root() {
                command.uid(owner.uid()).gid(owner.gid());
            }
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command
        };
        let from = primary.port().to_string();
        let data = data_dir.to_str().unwrap();
        let copied = run(
            "pg_basebackup",
            &["-D", data, "-R", "-c", "fast", "-h", "127.0.0.1", "-p", &from, "-U", "postgres"],
        )
        .output()
        .unwrap();
        assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
        let sockets = format!("unix_socket_directories={}", directory.path().display());
        let log = directory.path().join("log");
        // What the primary got as arguments, the standby may not have less of.
        let locks = format!(
            "max_locks_per_transaction={}",
            primary.psql("postgres", "show max_locks_per_transaction")
        );
        let port_text = port.to_string();
        let listen = "listen_addresses=127.0.0.1";
        let mut server = run(
            "postgres",
            &["-D", data, "-p", &port_text, "-c", listen, "-c", &sockets, "-c", &locks],
        )
        .stderr(File::create(&log).unwrap())
        .spawn()
        .unwrap();
        // The reaper ends it.
        std::thread::spawn(move || server.wait());
        let standby = Self { primary, port, log, _reaper: reaper, _directory: directory };
        standby.wait_until("pg_is_in_recovery()");
        standby
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// A URL of the standby alone.
    pub fn url(&self, database: &str) -> String {
        self.primary
            .url(database)
            .replace(&format!(":{}/", self.primary.port()), &format!(":{}/", self.port))
    }

    /// A URL of both, the standby first.
    pub fn both(&self, database: &str, more: &str) -> String {
        let one = format!("127.0.0.1:{}", self.primary.port());
        let two = format!("127.0.0.1:{},{one}", self.port);
        format!("{}?{more}", self.primary.url(database).replace(&one, &two))
    }

    /// Makes the standby the primary, while the old one is gone.
    pub fn promote(&self) {
        signal(self.primary.data_dir(), Signal::SIGQUIT);
        psql(&self.url("postgres"), "select pg_promote(false)");
    }

    /// Waits until the standby has all that the primary wrote.
    pub fn catch_up(&self) {
        let position = self.primary.psql("postgres", "select pg_current_wal_lsn()");
        self.wait_until(&format!("pg_last_wal_replay_lsn() >= '{position}'"));
    }

    /// Waits until this is true on the standby.
    pub fn wait_until(&self, condition: &str) {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let answer = Command::new(super::program("psql"))
                .args(["-XAtc", &format!("select {condition}")])
                .arg(self.url("postgres"))
                .output()
                .unwrap();
            if answer.stdout == b"t\n" {
                return;
            }
            let log = || std::fs::read_to_string(&self.log).unwrap();
            assert!(Instant::now() < deadline, "never {condition}: {}", log());
            std::thread::yield_now();
        }
    }
}
