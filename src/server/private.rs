//! Servers that listen on a socket in a folder of their own, for the time of an upgrade.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use super::binaries::Binaries;
use super::instance::ROLE;
use super::launch::{self, PAUSE};
use super::log;
use super::owner::Owner;
use super::process::{self, Found, Postmaster, State};
use crate::error::{Error, Result};
use crate::model::Secret;

/// A server that recovers from a crash, or has much to write before it ends, may take long.
const PATIENCE: Duration = Duration::from_secs(300);

/// A server that nobody else can reach. It is killed when dropped, which its data survives.
pub struct Private {
    child: Child,
    sockets: PathBuf,
    port: u16,
    bindir: PathBuf,
}

impl Private {
    /// Starts it and waits until it answers. `port` is only part of the socket's name.
    pub async fn start(
        owner: &Owner,
        binaries: &Binaries,
        data: &Path,
        sockets: &Path,
        port: u16,
    ) -> Result<Self> {
        let log_file = sockets.join(format!("{port}.log"));
        let output = std::fs::File::create(&log_file)?;
        let mut command = owner.command(binaries.bindir.join("postgres"));
        command.arg("-D").arg(data).args(["-p", &port.to_string(), "-c", "listen_addresses="]);
        command.args(["-c", "unix_socket_permissions=0700", "-c", "logging_collector=off"]);
        command.args(["-c", "autovacuum=off", "-c", "max_locks_per_transaction=1024"]);
        command.arg("-c").arg(format!("unix_socket_directories={}", sockets.display()));
        command.stdout(output.try_clone()?).stderr(Stdio::from(output));
        let mut child = Command::from(command)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Error::failed("postgres cannot be run").because(error))?;
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if child.try_wait()?.is_some() {
                let said = log::since(&log_file, 0);
                let version = &binaries.version.text;
                return Err(Error::failed(format!("Postgres {version} does not start"))
                    .detail(log::tail(&said, 10).join("\n")));
            }
            let pid = child.id().and_then(|pid| i32::try_from(pid).ok());
            if let Found::Server(Postmaster { pid: found, state: State::Ready, .. }) =
                process::listed(data)
                && Some(found) == pid
            {
                let (sockets, bindir) = (sockets.to_owned(), binaries.bindir.clone());
                return Ok(Self { child, sockets, port, bindir });
            }
            sleep(PAUSE).await;
        }
        Err(launch::too_slow())
    }

    /// Ends it, with everything on the disk.
    pub async fn stop(mut self) -> Result<()> {
        if let Some(pid) = self.child.id() {
            // It may have ended meanwhile, which the next line tells.
            let _ = kill(Pid::from_raw(pid.cast_signed()), Signal::SIGINT);
        }
        match tokio::time::timeout(PATIENCE, self.child.wait()).await {
            Ok(Ok(status)) if status.success() => Ok(()),
            _ => Err(Error::failed("a server of the upgrade has not ended well")),
        }
    }

    /// A client program of `bindir`, ready to talk to it.
    fn client(&self, owner: &Owner, bindir: &Path, name: &str, password: &Secret) -> Command {
        let mut command = owner.command(bindir.join(name));
        command.env("PGHOST", &self.sockets).env("PGPORT", self.port.to_string());
        command.env("PGUSER", ROLE).env("PGPASSWORD", password.expose());
        command.env("PGDATABASE", "postgres").stderr(Stdio::piped()).stdout(Stdio::piped());
        let mut command = Command::from(command);
        command.kill_on_drop(true);
        command
    }

    async fn databases(
        &self,
        owner: &Owner,
        bindir: &Path,
        password: &Secret,
    ) -> Result<Vec<String>> {
        let mut psql = self.client(owner, bindir, "psql", password);
        let query = "select datname from pg_database where not datistemplate order by 1";
        psql.args(["-XAtw", "-v", "ON_ERROR_STOP=1", "-c", query]);
        let output = psql.output().await.map_err(|error| missing("psql", bindir, error))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Error::failed("psql failed").detail(said.trim()));
        }
        Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
    }
}

/// Lets the later version's programs dump everything of one server and load it into the other.
/// Returns the databases, which both have then.
///
/// Errors: either fails at anything.
pub async fn carry(
    owner: &Owner,
    source: &Private,
    sink: &Private,
    password: &Secret,
) -> Result<Vec<String>> {
    let bindir = &sink.bindir;
    let mut dump = source.client(owner, bindir, "pg_dumpall", password);
    let mut dump =
        dump.arg("--no-password").spawn().map_err(|error| missing("pg_dumpall", bindir, error))?;
    let mut load = sink.client(owner, bindir, "psql", password);
    load.args(["-Xqw", "-v", "ON_ERROR_STOP=1", "-f", "-"]).stdin(Stdio::piped());
    let mut load = load.spawn().map_err(|error| missing("psql", bindir, error))?;
    let (out, inn) = (dump.stdout.take(), load.stdin.take());
    let pour = async {
        if let (Some(out), Some(inn)) = (out, inn) {
            // The loader that ends early says why by itself.
            let _ = pour(out, inn).await;
        }
        Ok::<(), Error>(())
    };
    let silence = drain(load.stdout.take());
    let (_, _, loaded, dumped) =
        tokio::join!(pour, silence, end(&mut load, "psql"), end(&mut dump, "pg_dumpall"));
    loaded.and(dumped)?;
    let before = source.databases(owner, bindir, password).await?;
    let after = sink.databases(owner, bindir, password).await?;
    match before == after {
        true => Ok(after),
        false => Err(Error::failed(format!(
            "not all databases came over: {} of {}",
            after.join(", "),
            before.join(", ")
        ))),
    }
}

/// Hands the dump on. Both servers have the superuser, who is made in its first lines.
async fn pour(
    out: impl tokio::io::AsyncRead + Unpin,
    mut inn: impl tokio::io::AsyncWrite + Unpin,
) -> std::io::Result<()> {
    let mut out = BufReader::with_capacity(1 << 16, out);
    let own = format!("CREATE ROLE {ROLE};\n");
    let mut line = Vec::new();
    while !line.starts_with(b"\\connect ") {
        line.clear();
        if out.read_until(b'\n', &mut line).await? == 0 {
            return inn.shutdown().await;
        }
        if line != own.as_bytes() {
            inn.write_all(&line).await?;
        }
    }
    tokio::io::copy_buf(&mut out, &mut inn).await?;
    inn.shutdown().await
}

async fn drain(stdout: Option<impl tokio::io::AsyncRead + Unpin>) {
    if let Some(mut stdout) = stdout {
        let _ = tokio::io::copy(&mut stdout, &mut tokio::io::sink()).await;
    }
}

async fn end(child: &mut Child, name: &str) -> Result<()> {
    let mut said = Vec::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_end(&mut said).await?;
    }
    if child.wait().await?.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    Err(Error::failed(format!("{name} failed")).detail(log::tail(said.trim(), 10).join("\n")))
}

fn missing(name: &str, bindir: &Path, error: std::io::Error) -> Error {
    Error::failed(format!("{} cannot be run", bindir.join(name).display()))
        .because(error)
        .hint("install the client programs of the same version")
}
