use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::unistd::{User, geteuid};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;

use super::reaper::Reaper;
use super::{Postgres, program_in};

/// Debian's pgbouncer before a server, with the defaults of its package but for what has to
/// differ: the port, the pool's mode, the databases and the users.
pub struct Pgbouncer {
    port: u16,
    pid: u32,
    password: &'static str,
    // First: pgbouncer ends before its directory goes.
    _reaper: Reaper,
    _directory: TempDir,
}

impl Pgbouncer {
    /// One that passes every database of the server on, in the mode `session`, `transaction` or
    /// `statement`, for `postgres` and these roles.
    pub fn start(server: &Postgres, mode: &str, roles: &[&str]) -> Self {
        let all = format!("* = host=127.0.0.1 port={}", server.port());
        Self::with_databases(server, mode, &[all], roles)
    }

    /// The same with other lines under `[databases]`.
    pub fn with_databases(
        server: &Postgres,
        mode: &str,
        databases: &[String],
        roles: &[&str],
    ) -> Self {
        let directory = tempfile::Builder::new().prefix("cdbpb").tempdir_in("/tmp").unwrap();
        let reaper = Reaper::new(directory.path());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let password = server.password();
        let (path, write) = (directory.path().display(), |name: &str, text: String| {
            std::fs::write(directory.path().join(name), text).unwrap();
        });
        let users = ["postgres"].iter().chain(roles);
        write("users", users.map(|role| format!("\"{role}\" \"{password}\"\n")).collect());
        // The reaper looks for this name.
        write(
            "pgbouncer.ini",
            format!(
                "[databases]\n{}\n[pgbouncer]\nlogfile = {path}/log\n\
                 pidfile = {path}/postmaster.pid\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
                 unix_socket_dir =\nauth_type = md5\nauth_file = {path}/users\n\
                 pool_mode = {mode}\n",
                databases.join("\n")
            ),
        );
        let mut command = Command::new(program_in("pgbouncer", &["/usr/sbin"]));
        command.arg("-q").arg(directory.path().join("pgbouncer.ini"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if geteuid().is_root() {
            // It refuses root, as the server does.
            let user = User::from_name("nobody").unwrap().unwrap();
            for entry in std::fs::read_dir(directory.path()).unwrap() {
                std::os::unix::fs::chown(entry.unwrap().path(), Some(user.uid.as_raw()), None)
                    .unwrap();
            }
            std::os::unix::fs::chown(directory.path(), Some(user.uid.as_raw()), None).unwrap();
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        let mut child = command.spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        // It listens before it writes its process ID, by which the reaper finds it.
        let pid_file = directory.path().join("postmaster.pid");
        let has_pid = || std::fs::read(&pid_file).is_ok_and(|text| text.ends_with(b"\n"));
        while TcpStream::connect(("127.0.0.1", port)).is_err() || !has_pid() {
            let log = || std::fs::read_to_string(directory.path().join("log")).unwrap_or_default();
            assert!(child.try_wait().unwrap().is_none(), "pgbouncer ended: {}", log());
            assert!(Instant::now() < deadline, "pgbouncer does not listen: {}", log());
            std::thread::sleep(Duration::from_millis(5));
        }
        let pid = child.id();
        // Nobody waits for it by hand: the reaper ends it.
        std::thread::spawn(move || child.wait());
        Self { port, pid, password, _reaper: reaper, _directory: directory }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// A URL through it for a database of this name.
    pub fn url(&self, database: &str) -> String {
        self.url_of("postgres", database)
    }

    /// The same for one of the roles.
    pub fn url_of(&self, user: &str, database: &str) -> String {
        let database = utf8_percent_encode(database, NON_ALPHANUMERIC);
        format!("postgresql://{user}:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }
}
