//! Whether a server is running, by its `postmaster.pid` and the process with that ID, and
//! if that file is damaged, by all processes.

use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

mod os;

use super::layout::Layout;
use crate::error::{Error, Result};

/// How often a starting or stopping server is checked.
pub const PAUSE: Duration = Duration::from_millis(5);

/// A process ID that no system uses (Linux ends at 2^22 - 1, macOS at 99998).
const NOBODY: i32 = 4_194_304;

/// An immediate shutdown takes no longer.
const END_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

const PID_FILE: &str = "postmaster.pid";

/// The contents of `postmaster.pid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postmaster {
    pub pid: i32,
    /// Absent in the first moments.
    pub port: Option<u16>,
    /// Whether it listens on TCP. Ours do, except those of an upgrade.
    pub on_tcp: bool,
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Just started, with an empty pid file; if it lasts, its pid file is truncated.
    Young,
    /// Also while it recovers from a crash.
    Starting,
    Ready,
    Stopping,
    /// It is running, but its pid file is missing or different. Postgres notices within a
    /// minute and shuts down.
    Unlisted,
}

impl Postmaster {
    /// Lines: pid, data directory, start time, port, socket's directory, address, shared memory,
    /// state. The file grows line by line while the server starts.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok().filter(|pid| *pid > 0)?;
        let port = lines.nth(2).and_then(|line| line.trim().parse().ok());
        let on_tcp = lines.nth(1).is_none_or(|line| !line.trim().is_empty());
        let state = match lines.nth(1).map(str::trim) {
            Some("ready" | "standby") => State::Ready,
            Some("stopping") => State::Stopping,
            Some("starting") => State::Starting,
            _ => State::Young,
        };
        Some(Self { pid, port, on_tcp, state })
    }
}

/// What runs in a data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// No server, and Postgres will agree.
    Nothing,
    /// A server of ours.
    Server(Postmaster),
    /// The server is dead, but Postgres would mistake another process or a zombie for it.
    StalePid,
}

/// Finds what runs in the data directory.
pub fn look(data: &Path) -> Found {
    let listed = listed(data);
    if let Found::Server(_) = listed {
        return listed;
    }
    match os::servers_of(data).first() {
        Some(pid) => Found::Server(Postmaster {
            pid: *pid,
            port: None,
            on_tcp: true,
            state: State::Unlisted,
        }),
        None => listed,
    }
}

/// By the pid file alone, which is faster.
pub fn listed(data: &Path) -> Found {
    let file = data.join(PID_FILE);
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let Some(postmaster) = Postmaster::parse(&text) else {
        let is_there = file.symlink_metadata().is_ok();
        return if is_there { Found::StalePid } else { Found::Nothing };
    };
    match os::process(postmaster.pid, data) {
        os::Process::Gone => Found::Nothing,
        os::Process::Server => Found::Server(postmaster),
        os::Process::Zombie | os::Process::Other => Found::StalePid,
    }
}

/// Clears a dead server's files, so that a new one can start. Only for a data directory
/// that [`look`] finds no server in, and under the lock.
///
/// Errors: the pid file is damaged and a process of Postgres may still work on the data; it
/// cannot be repaired.
pub fn clear_stale(data: &Path, run_dir: &Path) -> Result<()> {
    let file = data.join(PID_FILE);
    let unrepairable = |error: std::io::Error| {
        Error::failed(format!("{} cannot be repaired", file.display()))
            .because(error)
            .with_hint("remove it if no server uses this data")
    };
    if let Ok(text) = std::fs::read_to_string(&file)
        && Postmaster::parse(&text).is_some()
    {
        if listed(data) == Found::StalePid || !is_open(data, &file) {
            detach(&file).map_err(unrepairable)?;
        }
    } else if file.symlink_metadata().is_ok() {
        // Postgres would find the sessions of a dead server by its contents. We check ourselves.
        if let Some(pid) = os::workers_of(data).first() {
            return Err(Error::failed(format!(
                "{} is damaged, and process {pid} of Postgres may still use the data",
                file.display()
            ))
            .with_hint(format!("end it with `kill {pid}`, then try again")));
        }
        std::fs::remove_file(&file).map_err(unrepairable)?;
    }
    // Only records how the last one was started.
    let _ = std::fs::remove_file(data.join("postmaster.opts"));
    for entry in std::fs::read_dir(run_dir).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(".s.PGSQL.") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A process of Postgres that uses the data of this home.
pub fn worker(layout: &Layout) -> Option<i32> {
    let workers = |major: u32| os::workers_of(&layout.data_dir(major));
    layout.majors().into_iter().flat_map(workers).find(|pid| os::is_here(*pid))
}

/// Whether a container that can be seen from here runs a server on the data of this home.
pub fn is_served_elsewhere(layout: &Layout) -> bool {
    let is_served = |major: u32| !os::foreign_servers_of(&layout.data_dir(major)).is_empty();
    layout.majors().into_iter().any(is_served)
}

/// A process that got this file from a server as its standard input.
pub fn reader(file: &Path) -> Option<i32> {
    os::readers_of(file).first().copied()
}

/// A program with all its children, which are killed together when dropped.
pub struct ProcessGroup(Option<i32>);

impl ProcessGroup {
    /// The ID of the group leader.
    pub fn new(leader: u32) -> Self {
        Self(i32::try_from(leader).ok())
    }

    /// The program has ended by itself.
    pub fn release(mut self) {
        self.0 = None;
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            let _ = killpg(Pid::from_raw(leader), Signal::SIGKILL);
        }
    }
}

/// Terminates the servers of a data directory that is abandoned or unused, and waits for
/// that. The data stays consistent; uncommitted changes are lost.
pub async fn end_all(data: &Path) {
    let begun = tokio::time::Instant::now();
    let mut signalled = Vec::new();
    while begun.elapsed() < END_TIMEOUT {
        // These first: the next pass finds what they have started meanwhile.
        let starters = os::starters_of(data);
        for pid in &starters {
            // initdb and pg_upgrade lead a group, since we started them.
            let _ = killpg(Pid::from_raw(*pid), Signal::SIGKILL);
            let _ = kill(Pid::from_raw(*pid), Signal::SIGKILL);
        }
        let servers = os::servers_of(data);
        if starters.is_empty() && servers.is_empty() {
            break;
        }
        for pid in servers.into_iter().filter(|pid| !signalled.contains(pid)).collect::<Vec<_>>() {
            let _ = kill(Pid::from_raw(pid), Signal::SIGQUIT);
            signalled.push(pid);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether the server can read and write its own file.
fn is_open(data: &Path, file: &Path) -> bool {
    let (Ok(directory), Ok(file)) = (data.metadata(), file.symlink_metadata()) else {
        return false;
    };
    file.uid() == directory.uid() && file.mode() & 0o600 == 0o600
}

/// Replaces the first line by an unused process ID. The rest stays: with it Postgres makes
/// sure that no orphaned session of the dead server still uses the data.
fn detach(file: &Path) -> std::io::Result<()> {
    let text = std::fs::read_to_string(file)?;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let owner = file.parent().unwrap_or(file).metadata()?;
    let new = file.with_extension("pid.new");
    let _ = std::fs::remove_file(&new);
    // As root in another user's directory: a new file cannot be a link.
    let mut handle =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    handle.write_all(format!("{NOBODY}\n{rest}").as_bytes())?;
    std::os::unix::fs::fchown(&handle, Some(owner.uid()), Some(owner.gid()))?;
    std::fs::rename(&new, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pid_file_is_read_at_every_stage() {
        let whole = "4711\n/data\n1700000000\n15999\n/run\n127.0.0.1\n  123 456\nready   \n";
        let (pid, ready) = (4711, State::Ready);
        assert_eq!(
            Postmaster::parse(whole),
            Some(Postmaster { pid, port: Some(15999), on_tcp: true, state: ready })
        );
        let stopping = whole.replace("ready   ", "stopping");
        assert_eq!(Postmaster::parse(&stopping).unwrap().state, State::Stopping);
        let no_socket = whole.replace("/run", "");
        assert_eq!(Postmaster::parse(&no_socket).unwrap().state, State::Ready);
        let private = whole.replace("127.0.0.1", "");
        let private = Postmaster::parse(&private).unwrap();
        assert_eq!((private.on_tcp, private.state), (false, State::Ready));
        let young = Postmaster { pid, port: None, on_tcp: true, state: State::Young };
        assert_eq!(Postmaster::parse("4711\n/data\n"), Some(young));
        for broken in ["", "\n", "x\n", "0\n", "-1\n"] {
            assert_eq!(Postmaster::parse(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn a_process_of_another_kind_is_no_server() {
        let directory = tempfile::tempdir().unwrap();
        let (data, run) = (directory.path().join("data"), directory.path().join("run"));
        std::fs::create_dir(&data).unwrap();
        std::fs::create_dir(&run).unwrap();
        assert_eq!(look(&data), Found::Nothing);
        let file = data.join("postmaster.pid");
        std::fs::write(&file, format!("{}\n/data\nrest\n", std::process::id())).unwrap();
        std::fs::write(run.join(".s.PGSQL.1.lock"), "").unwrap();
        assert_eq!(look(&data), Found::StalePid);
        clear_stale(&data, &run).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "4194304\n/data\nrest\n");
        assert_eq!(look(&data), Found::Nothing);
        assert_eq!(std::fs::read_dir(&run).unwrap().count(), 0);
    }

    #[test]
    fn a_damaged_pid_file_is_removed_where_nothing_runs() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("postmaster.pid");
        for broken in ["", "\n", "garbage", "-1\n/data\n", "99999999999999\n"] {
            std::fs::write(&file, broken).unwrap();
            assert_eq!(look(directory.path()), Found::StalePid, "{broken:?}");
            clear_stale(directory.path(), directory.path()).unwrap();
            assert_eq!(look(directory.path()), Found::Nothing, "{broken:?}");
        }
    }
}
