//! Servers that listen on a private socket during an upgrade.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::Duration;

use super::work_dir::{Cluster, WorkDir};
use crate::error::{Error, Result};
use crate::server::binaries::Binaries;
use crate::server::launch::{self, LOCKS, MAX_LOCKS};
use crate::server::server_record::ROLE;
use crate::server::server_user::ServerUser;
use crate::server::{log, own_settings};

/// Crash recovery or the shutdown checkpoint may take long.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Separates the columns of a query's result: names and settings do not contain it.
const SEPARATOR: &str = "\x1f";

/// A private server. It is killed when dropped, which its data survives.
pub struct Private<'a> {
    owner: &'a ServerUser,
    child: Child,
    sockets: PathBuf,
    port: u16,
}

/// The options of the server, which disable background activity.
pub fn options(data: &Path) -> Vec<String> {
    let mut options = vec!["logging_collector=off".to_owned(), "autovacuum=off".to_owned()];
    if !own_settings::has(data, LOCKS) {
        options.push(format!("{LOCKS}={MAX_LOCKS}"));
    }
    options
}

impl<'a> Private<'a> {
    /// Starts it and waits until it answers. `hba` replaces its pg_hba.conf.
    pub async fn start(
        owner: &'a ServerUser,
        binaries: &Binaries,
        data: &Path,
        work_dir: &WorkDir,
        cluster: Cluster,
        hba: Option<&Path>,
    ) -> Result<Self> {
        let port = cluster.port();
        let log_file = work_dir.log(cluster);
        let output = std::fs::File::create(&log_file)?;
        let mut command = owner.command(binaries.bindir.join("postgres"));
        command.arg("-D").arg(data).args(["-p", &port.to_string(), "-c", "listen_addresses="]);
        command.args(["-c", "unix_socket_permissions=0700"]);
        for option in options(data) {
            command.args(["-c", &option]);
        }
        if let Some(hba) = hba {
            command.arg("-c").arg(format!("hba_file={}", hba.display()));
        }
        let sockets = work_dir.sockets().to_owned();
        command.arg("-c").arg(format!("unix_socket_directories={}", sockets.display()));
        command.stdout(output.try_clone()?).stderr(Stdio::from(output));
        let mut child = Command::from(command)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Error::failed("postgres cannot be run").because(error))?;
        if launch::is_ready(&mut child, data, TIMEOUT).await? {
            return Ok(Self { owner, child, sockets, port });
        }
        let said = log::since(&log_file, 0);
        let version = &binaries.version.text;
        Err(Error::failed(format!("Postgres {version} does not start"))
            .with_detail(log::tail(&said, 10).join("\n")))
    }

    /// Shuts it down with everything on disk.
    pub async fn stop(mut self) -> Result<()> {
        if let Some(pid) = self.child.id() {
            // It may have ended meanwhile, which the next line detects.
            let _ = kill(Pid::from_raw(pid.cast_signed()), Signal::SIGINT);
        }
        match tokio::time::timeout(TIMEOUT, self.child.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(()),
            _ => Err(Error::failed("a server of the upgrade did not shut down cleanly")),
        }
    }

    /// A client program, set up to connect to it.
    pub fn client(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = self.owner.command(program);
        command.env("PGHOST", &self.sockets).env("PGPORT", self.port.to_string());
        command.env("PGUSER", ROLE).env("PGDATABASE", "postgres");
        command.stderr(Stdio::piped()).stdout(Stdio::piped());
        let mut command = Command::from(command);
        command.kill_on_drop(true);
        command
    }

    /// The rows of a query, by psql of `bindir`.
    pub async fn query(&self, bindir: &Path, sql: &str) -> Result<Vec<Vec<String>>> {
        let psql = bindir.join("psql");
        let mut command = self.client(&psql);
        command.args(["-XAtw", "-F", SEPARATOR, "-v", "ON_ERROR_STOP=1", "-c", sql]);
        let output = command.output().await.map_err(|error| missing(&psql, error))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Error::failed("psql failed").with_detail(said.trim()));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.lines().map(|row| row.split(SEPARATOR).map(str::to_owned).collect()).collect())
    }

    pub async fn databases(&self, bindir: &Path) -> Result<Vec<String>> {
        let sql = "select datname from pg_database where not datistemplate order by 1";
        Ok(self.query(bindir, sql).await?.into_iter().flatten().collect())
    }
}

pub fn missing(program: &Path, error: std::io::Error) -> Error {
    Error::failed(format!("{} cannot be run", program.display()))
        .because(error)
        .with_hint("install the client programs of the same version")
}
