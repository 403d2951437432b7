//! Starting the server process on existing data.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

use super::binaries::Binaries;
use super::claim::Claim;
use super::layout::Layout;
use super::process::{self, Found, PAUSE, Postmaster, State};
use super::server_user::ServerUser;
use super::{HOST, log, own_settings};
use crate::error::{Error, Result};
use crate::hint;
use crate::progress::Progress;

/// The ports that are tried: not 5432, which docker-compose uses, and below those that Linux
/// assigns to clients.
pub const PORTS: std::ops::Range<u16> = 15432..16432;

/// Crash recovery may take long.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A server reports within milliseconds that it is starting.
const YOUTH: Duration = Duration::from_secs(2);

/// Sessions of a killed server may need a moment to notice.
const ORPHAN_TIMEOUT: Duration = Duration::from_secs(5);

pub const LOCKS: &str = "max_locks_per_transaction";

/// Enough to load 20,000 tables in one transaction; 64 suffice for 2,500. Takes 20 MB of memory.
pub const MAX_LOCKS: u32 = 1024;

/// What is needed to start a server.
pub struct Launch<'a> {
    pub layout: &'a Layout,
    pub owner: &'a ServerUser,
    pub binaries: &'a Binaries,
    pub progress: &'a dyn Progress,
}

/// Why a server ended before it was ready.
enum Failure {
    PortTaken,
    /// Sessions of the previous server still exist.
    Orphans,
    Other,
}

impl Launch<'_> {
    /// Starts the server on its last port or the next free one and waits until it is ready.
    ///
    /// Errors: no port is free; the server does not start, with the end of its log as detail.
    pub async fn run(&self, last_port: Option<u16>, claim: &Claim) -> Result<u16> {
        let data = self.layout.data_dir(self.binaries.version.major);
        process::clear_stale(&data, &self.layout.run_dir())?;
        self.progress.doing(&format!("starting Postgres {}", self.binaries.version.text));
        let begun = Instant::now();
        let mut ports = ports(last_port, &self.layout.home).filter(|port| is_free(*port));
        let mut port = ports.next();
        while let Some(chosen) = port {
            let (mut child, log_offset) = self.spawn(&data, chosen, claim)?;
            let ready = is_ready(&mut child, &data, TIMEOUT).await;
            if matches!(ready, Ok(true)) {
                return Ok(chosen);
            }
            let said = log::since(&self.layout.log(), log_offset);
            ready.map_err(|error| with_cause(error, &said, &self.layout.home))?;
            match failure(&said) {
                Failure::PortTaken => port = ports.next(),
                Failure::Orphans if begun.elapsed() < ORPHAN_TIMEOUT => sleep(PAUSE * 10).await,
                Failure::Orphans | Failure::Other => return Err(self.failed(&said)),
            }
        }
        Err(Error::failed(format!("no port from {} to {} is free", PORTS.start, PORTS.end - 1)))
    }

    fn spawn(&self, data: &Path, port: u16, claim: &Claim) -> Result<(Child, u64)> {
        let (log, offset) = log::open(self.layout, self.owner)?;
        let mut command = self.owner.command(self.binaries.bindir.join("postgres"));
        command.arg("-D").arg(data).arg("-p").arg(port.to_string());
        command.args(["-c", &format!("listen_addresses={HOST}"), "-c"]);
        let sockets = self.layout.socket_dir().map_or(String::new(), |directory| {
            format!("\"{}\"", directory.display().to_string().replace('"', "\"\""))
        });
        command.arg(format!("unix_socket_directories={sockets}"));
        if !own_settings::has(data, LOCKS) {
            command.args(["-c", &format!("{LOCKS}={MAX_LOCKS}")]);
        }
        command.stdin(claim.for_server()?);
        command.stdout(log.try_clone()?).stderr(Stdio::from(log));
        let child = Command::from(command)
            // Ctrl-C in the terminal must reach only the command.
            .process_group(0)
            .kill_on_drop(false)
            .spawn()
            .map_err(|error| Error::failed("postgres cannot be run").because(error))?;
        Ok((child, offset))
    }

    fn failed(&self, said: &str) -> Error {
        let error =
            Error::failed(format!("Postgres {} does not start", self.binaries.version.text))
                .with_detail(log::tail(said, 10).join("\n"))
                .with_hint(format!("the full log is {}", self.layout.log().display()));
        with_cause(error, said, &self.layout.home)
    }
}

/// On a full disk, Postgres fails in many ways, or tries to recover again and again.
fn with_cause(error: Error, said: &str, home: &Path) -> Error {
    match said.contains("No space left on device") {
        true => error.with_hint(format!(
            "the disk that {} is on is full, or was: make room there, then {}",
            home.display(),
            hint::command("server start")
        )),
        false => error,
    }
}

/// Waits until the server is ready; false if it ends instead. Errors: it takes too long.
pub async fn is_ready(child: &mut Child, data: &Path, limit: Duration) -> Result<bool> {
    let pid = child.id().and_then(|pid| i32::try_from(pid).ok());
    let begun = Instant::now();
    while begun.elapsed() < limit {
        if child.try_wait()?.is_some() {
            return Ok(false);
        }
        if let Found::Server(Postmaster { pid: found, state: State::Ready, .. }) =
            process::listed(data)
            && Some(found) == pid
        {
            return Ok(true);
        }
        sleep(PAUSE).await;
    }
    Err(too_slow())
}

/// Waits for a server that is starting or stopping. `None` if it is gone.
pub async fn settled(data: &Path) -> Result<Option<Postmaster>> {
    let begun = Instant::now();
    while begun.elapsed() < TIMEOUT {
        match process::look(data) {
            Found::Server(postmaster)
                if matches!(postmaster.state, State::Ready | State::Unlisted) =>
            {
                return Ok(Some(postmaster));
            }
            Found::Server(postmaster)
                if postmaster.state == State::Young && begun.elapsed() > YOUTH =>
            {
                return Ok(Some(Postmaster { state: State::Unlisted, ..postmaster }));
            }
            Found::Server(_) => sleep(PAUSE).await,
            Found::Nothing | Found::StalePid => return Ok(None),
        }
    }
    Err(too_slow())
}

pub fn too_slow() -> Error {
    Error::failed(format!("the managed server is not ready after {} s", TIMEOUT.as_secs()))
        .with_hint(format!(
            "it may be recovering from a crash: see {}, and try again",
            hint::command("server logs")
        ))
}

fn failure(said: &str) -> Failure {
    if said.contains("could not create any TCP/IP sockets") {
        Failure::PortTaken
    } else if said.contains("pre-existing shared memory block") {
        Failure::Orphans
    } else {
        Failure::Other
    }
}

/// The last port, then the whole range starting from one that depends on the home, so that two
/// homes on one machine rarely collide.
fn ports(last: Option<u16>, home: &Path) -> impl Iterator<Item = u16> {
    use std::os::unix::ffi::OsStrExt;
    // FNV-1a: the same in every version of this program, unlike the standard library's hasher.
    let hash = home.as_os_str().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let count = PORTS.len();
    let first = usize::try_from(hash % count as u64).unwrap_or(0);
    last.into_iter().chain(PORTS.cycle().skip(first).take(count))
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((HOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_port_comes_first_and_every_port_once() {
        let home = Path::new("/home/someone");
        let first: Vec<_> = ports(None, home).collect();
        assert_eq!(first, ports(None, home).collect::<Vec<_>>());
        assert_ne!(first[0], ports(None, Path::new("/home/other")).next().unwrap());
        assert_eq!(ports(Some(7), home).next(), Some(7));
        let mut all = first.clone();
        all.sort_unstable();
        assert_eq!(all, PORTS.collect::<Vec<_>>());
    }

    #[test]
    fn a_full_disk_is_named() {
        let hint = |said: &str| {
            with_cause(too_slow(), said, Path::new("/h")).to_json()["error"]["hint"].to_string()
        };
        let full = "PANIC:  could not write to file \"x\": No space left on device\n";
        assert!(hint(full).contains("disk that /h is on is full"), "{}", hint(full));
        assert!(hint("LOG:  redo starts at 0/1\n").contains("may be recovering"));
    }

    #[test]
    fn failures_are_told_apart() {
        let taken = "LOG:  could not bind\nFATAL:  could not create any TCP/IP sockets\n";
        assert!(matches!(failure(taken), Failure::PortTaken));
        let orphans = "FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use\n";
        assert!(matches!(failure(orphans), Failure::Orphans));
        assert!(matches!(failure("FATAL:  no"), Failure::Other));
    }
}
