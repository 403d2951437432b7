//! Whether a server lives, judged by its `postmaster.pid` and the process of that number.

use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use crate::error::{Error, Result};

/// A process number that no system hands out (Linux ends at 2^22 - 1, macOS at 99998).
const NOBODY: i32 = 4_194_304;

/// What a postmaster says about itself in `postmaster.pid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postmaster {
    pub pid: i32,
    /// Absent in the first moments.
    pub port: Option<u16>,
    pub state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Also while it recovers from a crash.
    Starting,
    Ready,
    Stopping,
}

impl Postmaster {
    /// Lines: pid, data directory, start time, port, socket's folder, address, shared memory,
    /// state. The file grows line by line while the server starts.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok().filter(|pid| *pid > 0)?;
        let port = lines.nth(2).and_then(|line| line.trim().parse().ok());
        let state = match lines.nth(3).map(str::trim) {
            Some("ready" | "standby") => State::Ready,
            Some("stopping") => State::Stopping,
            _ => State::Starting,
        };
        Some(Self { pid, port, state })
    }
}

/// What lives in a data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// No server, and Postgres will see it the same way.
    Nothing,
    /// A server of ours.
    Server(Postmaster),
    /// The server is dead, but Postgres would take another process or a zombie for it.
    Ghost,
}

/// Looks who lives in the data directory.
pub fn look(data: &Path) -> Found {
    let text = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    let Some(postmaster) = Postmaster::parse(&text) else { return Found::Nothing };
    match os::process(postmaster.pid) {
        os::Process::Gone => Found::Nothing,
        os::Process::Zombie => Found::Ghost,
        os::Process::Alive { command } if command.is_server_of(data) => Found::Server(postmaster),
        os::Process::Alive { .. } => Found::Ghost,
    }
}

/// Makes a dead server's files harmless, so that a new one can start. Only for a data directory
/// that [`look`] finds no server in, and under the lock.
pub fn bury(data: &Path, run_dir: &Path) -> Result<()> {
    if look(data) == Found::Ghost {
        disown(&data.join("postmaster.pid")).map_err(|error| {
            Error::failed("the pid file of a dead server cannot be repaired").because(error)
        })?;
    }
    for entry in std::fs::read_dir(run_dir).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(".s.PGSQL.") {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Replaces the first line by the number of no process. The rest stays: by it Postgres makes
/// sure that no orphaned session of the dead server still works on the data.
fn disown(file: &Path) -> std::io::Result<()> {
    let text = std::fs::read_to_string(file)?;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let owner = file.symlink_metadata()?;
    let new = file.with_extension("pid.new");
    let _ = std::fs::remove_file(&new);
    // As root in a folder of somebody else: a new file is surely no link to another place.
    let mut handle =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    handle.write_all(format!("{NOBODY}\n{rest}").as_bytes())?;
    std::os::unix::fs::fchown(&handle, Some(owner.uid()), Some(owner.gid()))?;
    std::fs::rename(&new, file)
}

/// Asks the operating system about a process.
mod os {
    use std::path::Path;

    pub enum Process {
        Gone,
        Zombie,
        Alive { command: CommandLine },
    }

    pub struct CommandLine(Vec<u8>);

    impl CommandLine {
        /// A server carries its data directory as an argument.
        pub fn is_server_of(&self, data: &Path) -> bool {
            use std::os::unix::ffi::OsStrExt;
            let wanted = data.as_os_str().as_bytes();
            if cfg!(target_os = "linux") {
                return self.0.split(|byte| *byte == 0).any(|argument| argument == wanted);
            }
            self.0.windows(wanted.len()).any(|window| window == wanted)
        }
    }

    #[cfg(target_os = "linux")]
    pub fn process(pid: i32) -> Process {
        // pid (name) state ..., where the name may hold anything.
        let Ok(stat) = std::fs::read(format!("/proc/{pid}/stat")) else { return Process::Gone };
        let stat = String::from_utf8_lossy(&stat);
        let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
        if matches!(state, Some('Z' | 'X')) {
            return Process::Zombie;
        }
        let command = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        Process::Alive { command: CommandLine(command) }
    }

    #[cfg(not(target_os = "linux"))]
    pub fn process(pid: i32) -> Process {
        let output = std::process::Command::new("ps")
            .args(["-ww", "-o", "stat=,command=", "-p", &pid.to_string()])
            .output();
        let Ok(output) = output else { return Process::Gone };
        match output.stdout.first() {
            None => Process::Gone,
            Some(b'Z') => Process::Zombie,
            Some(_) => Process::Alive { command: CommandLine(output.stdout) },
        }
    }
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
            Some(Postmaster { pid, port: Some(15999), state: ready })
        );
        let stopping = whole.replace("ready   ", "stopping");
        assert_eq!(Postmaster::parse(&stopping).unwrap().state, State::Stopping);
        let no_socket = whole.replace("/run", "");
        assert_eq!(Postmaster::parse(&no_socket).unwrap().state, State::Ready);
        let young = Postmaster { pid, port: None, state: State::Starting };
        assert_eq!(Postmaster::parse("4711\n/data\n"), Some(young));
        for broken in ["", "\n", "x\n", "0\n", "-1\n"] {
            assert_eq!(Postmaster::parse(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn a_process_of_another_kind_is_no_server() {
        let folder = tempfile::tempdir().unwrap();
        let (data, run) = (folder.path().join("data"), folder.path().join("run"));
        std::fs::create_dir(&data).unwrap();
        std::fs::create_dir(&run).unwrap();
        assert_eq!(look(&data), Found::Nothing);
        let file = data.join("postmaster.pid");
        std::fs::write(&file, format!("{}\n/data\nrest\n", std::process::id())).unwrap();
        std::fs::write(run.join(".s.PGSQL.1.lock"), "").unwrap();
        assert_eq!(look(&data), Found::Ghost);
        bury(&data, &run).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "4194304\n/data\nrest\n");
        assert_eq!(look(&data), Found::Nothing);
        assert_eq!(std::fs::read_dir(&run).unwrap().count(), 0);
    }
}
