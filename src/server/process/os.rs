//! Queries the operating system for processes.

/// The role of a process for a data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    Gone,
    Zombie,
    Server,
    Other,
}

#[cfg(target_os = "linux")]
pub use linux::{
    foreign_servers_of, is_here, process, readers_of, servers_of, starters_of, workers_of,
};
#[cfg(not(target_os = "linux"))]
pub use ps::{
    foreign_servers_of, is_here, process, readers_of, servers_of, starters_of, workers_of,
};

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    use std::path::Path;

    use super::Process;

    /// The role of the process with this ID.
    pub fn process(pid: i32, data: &Path) -> Process {
        match state(pid) {
            None => Process::Gone,
            Some('Z' | 'X') => Process::Zombie,
            Some(_) if is_server(pid, data) => Process::Server,
            Some(_) => Process::Other,
        }
    }

    /// The running servers of a data directory, independent of its pid file.
    pub fn servers_of(data: &Path) -> Vec<i32> {
        seen(data).filter(|pid| is_here(*pid)).collect()
    }

    /// The running servers that containers have on a data directory, as far as they can be seen.
    pub fn foreign_servers_of(data: &Path) -> Vec<i32> {
        let Ok(owner) = data.metadata().map(|metadata| metadata.uid()) else { return Vec::new() };
        // Another user's has the same path in its own file system, which may not be readable.
        seen(data).filter(|pid| !is_here(*pid) && user(*pid) == Some(owner)).collect()
    }

    fn seen(data: &Path) -> impl Iterator<Item = i32> {
        let lives = |pid: &i32| !matches!(state(*pid), None | Some('Z' | 'X'));
        let named = move |pid: &i32| is_postgres(*pid) && is_server(*pid, data);
        // A session looks like its server until it has set its title, and may outlive it. It was
        // forked by the server, which itself was executed.
        all().filter(move |pid| named(pid) && lives(pid) && !is_forked(*pid))
    }

    /// Whether it is not a container's, whose server has another number in its pid file than here.
    pub fn is_here(pid: i32) -> bool {
        let of = |pid: &str| std::fs::read_link(format!("/proc/{pid}/ns/pid")).ok();
        of(&pid.to_string()).is_none_or(|its| of("self") == Some(its))
    }

    /// The processes here whose standard input is this file, as far as they can be looked into.
    pub fn readers_of(file: &Path) -> Vec<i32> {
        let Ok(file) = file.metadata() else { return Vec::new() };
        let reads = |pid: &i32| {
            std::fs::metadata(format!("/proc/{pid}/fd/0"))
                .is_ok_and(|input| (input.dev(), input.ino()) == (file.dev(), file.ino()))
        };
        all().filter(|pid| reads(pid) && is_here(*pid)).collect()
    }

    /// All Postgres processes that use the data, or may: a server's sessions outlive it
    /// briefly. Postgres uses data only as its owner.
    pub fn workers_of(data: &Path) -> Vec<i32> {
        let Ok(owner) = data.metadata().map(|metadata| metadata.uid()) else { return Vec::new() };
        let is_owners = |pid: &i32| user(*pid) == Some(owner);
        let lives = |pid: &i32| !matches!(state(*pid), None | Some('Z' | 'X'));
        let works = |pid: &i32| match directory(*pid).or_else(|| directory_as(*pid, owner)) {
            Some(directory) => directory == data,
            // Its arguments identify a server of other data, and those of its parent a session.
            None => [*pid, parent(*pid)]
                .into_iter()
                .filter_map(data_argument)
                .all(|argument| argument == data.as_os_str().as_bytes()),
        };
        all()
            // Of one that has just ended nothing can be read: whether it lives is asked last.
            .filter(|pid| is_postgres(*pid) && is_owners(pid) && works(pid) && lives(pid))
            .collect()
    }

    /// Programs about to start a server of a data directory: initdb, pg_upgrade, pg_ctl and its
    /// shell.
    pub fn starters_of(data: &Path) -> Vec<i32> {
        let data = data.as_os_str().as_bytes();
        let quoted = [b"-D \"", data, b"\""].concat();
        let starts = |pid: &i32| match stat(*pid).unwrap_or_default().0.as_str() {
            "initdb" | "pg_upgrade" | "pg_ctl" => {
                arguments(*pid).iter().any(|argument| argument == data)
            }
            _ => arguments(*pid).get(2).is_some_and(|command| {
                command.starts_with(b"exec \"")
                    && command.windows(quoted.len()).any(|part| part == quoted)
            }),
        };
        all().filter(starts).collect()
    }

    fn user(pid: i32) -> Option<u32> {
        Some(std::fs::metadata(format!("/proc/{pid}")).ok()?.uid())
    }

    /// Root in a container may lack permission that the process's user has.
    fn directory_as(pid: i32, user: u32) -> Option<std::path::PathBuf> {
        if !nix::unistd::geteuid().is_root() {
            return None;
        }
        let mut readlink = std::process::Command::new("readlink");
        let output = readlink.arg(format!("/proc/{pid}/cwd")).uid(user).output().ok()?;
        let path = output.stdout.strip_suffix(b"\n")?;
        Some(std::path::PathBuf::from(std::ffi::OsStr::from_bytes(path)))
    }

    fn all() -> impl Iterator<Item = i32> {
        let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
    }

    fn is_server(pid: i32, data: &Path) -> bool {
        let is_named =
            data_argument(pid).is_some_and(|argument| argument == data.as_os_str().as_bytes());
        is_named && !is_elsewhere(pid, data) || in_it(pid, data)
    }

    /// Whether a server works on other data, which was at this path when it was started.
    fn is_elsewhere(pid: i32, data: &Path) -> bool {
        let directory = place(pid);
        directory.join("PG_VERSION").exists() && is_same(&directory, data) == Some(false)
    }

    /// A server that was started by hand with another spelling of the path. Its sessions have
    /// other titles: `postgres: user database ..`
    fn in_it(pid: i32, data: &Path) -> bool {
        is_postgres(pid)
            && is_same(&place(pid), data)
                .unwrap_or_else(|| directory(pid).is_some_and(|directory| directory == data))
            && !arguments(pid).first().is_some_and(|name| name.starts_with(b"postgres: "))
    }

    /// The argument of `-D`.
    fn data_argument(pid: i32) -> Option<Vec<u8>> {
        let arguments = arguments(pid);
        let place = arguments.iter().position(|argument| argument == b"-D")?;
        arguments.get(place + 1).cloned()
    }

    fn arguments(pid: i32) -> Vec<Vec<u8>> {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        line.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect()
    }

    fn directory(pid: i32) -> Option<std::path::PathBuf> {
        std::fs::read_link(place(pid)).ok()
    }

    /// The directory that a process works in, under whatever name.
    fn place(pid: i32) -> std::path::PathBuf {
        format!("/proc/{pid}/cwd").into()
    }

    /// `None` where one of them cannot be reached.
    fn is_same(one: &Path, other: &Path) -> Option<bool> {
        let identity = |path: &Path| path.metadata().ok().map(|it| (it.dev(), it.ino()));
        Some(identity(one)? == identity(other)?)
    }

    fn is_postgres(pid: i32) -> bool {
        stat(pid).is_some_and(|(name, _)| matches!(name.as_str(), "postgres" | "postmaster"))
    }

    fn state(pid: i32) -> Option<char> {
        stat(pid)?.1.chars().next()
    }

    /// Whether it runs the program of its parent. Source: `PF_FORKNOEXEC` in Linux' `sched.h`, in
    /// the field `flags` of proc_pid_stat(5).
    fn is_forked(pid: i32) -> bool {
        const FORKED: u32 = 0x40;
        let rest = stat(pid).map(|(_, rest)| rest).unwrap_or_default();
        rest.split(' ')
            .nth(6)
            .and_then(|flags| flags.parse().ok())
            .is_some_and(|flags: u32| flags & FORKED != 0)
    }

    fn parent(pid: i32) -> i32 {
        let rest = stat(pid).map(|(_, rest)| rest).unwrap_or_default();
        rest.split(' ').nth(1).and_then(|pid| pid.parse().ok()).unwrap_or(0)
    }

    /// `pid (name) state parent ...`, where the name may hold anything.
    fn stat(pid: i32) -> Option<(String, String)> {
        let stat = std::fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat).into_owned();
        let (front, rest) = stat.rsplit_once(") ")?;
        Some((front.split_once('(')?.1.to_owned(), rest.to_owned()))
    }
}

#[cfg(not(target_os = "linux"))]
mod ps {
    use std::path::Path;
    use std::process::Command;

    use super::Process;

    /// The role of the process with this ID.
    pub fn process(pid: i32, data: &Path) -> Process {
        let lines = lines(&["-p", &pid.to_string()]);
        match lines.first() {
            None => Process::Gone,
            Some((_, state, _)) if state.starts_with('Z') => Process::Zombie,
            Some((_, _, command)) if is_server(command, data) => Process::Server,
            Some(_) => Process::Other,
        }
    }

    /// The running servers of a data directory, independent of its pid file.
    pub fn servers_of(data: &Path) -> Vec<i32> {
        let servers = lines(&["-A"]).into_iter().filter(|(_, state, command)| {
            !state.starts_with('Z') && command.contains("postgres ") && is_server(command, data)
        });
        servers.map(|(pid, ..)| pid).collect()
    }

    /// Programs about to start a server of a data directory: initdb, pg_upgrade, pg_ctl and its
    /// shell.
    pub fn starters_of(data: &Path) -> Vec<i32> {
        let (plain, quoted) =
            (format!(" {} ", data.display()), format!("-D \"{}\"", data.display()));
        let starters = lines(&["-A"]).into_iter().filter(|(_, _, command)| {
            let is_one = |name: &&str| command.contains(*name);
            ["initdb ", "pg_upgrade ", "pg_ctl "].iter().any(is_one) && command.contains(&plain)
                || command.contains("exec \"") && command.contains(&quoted)
        });
        starters.map(|(pid, ..)| pid).collect()
    }

    /// There are no containers here whose processes could be seen.
    pub fn foreign_servers_of(_: &Path) -> Vec<i32> {
        Vec::new()
    }

    /// Nothing shows it here.
    pub fn readers_of(_: &Path) -> Vec<i32> {
        Vec::new()
    }

    /// There are no containers here that could share processes.
    pub fn is_here(_: i32) -> bool {
        true
    }

    /// Sessions do not show the data directory here; Postgres finds them itself.
    pub fn workers_of(data: &Path) -> Vec<i32> {
        servers_of(data)
    }

    fn is_server(command: &str, data: &Path) -> bool {
        command.contains(&format!("-D {}", data.display()))
    }

    fn lines(which: &[&str]) -> Vec<(i32, String, String)> {
        let mut ps = Command::new("ps");
        let output = ps.args(["-ww", "-o", "pid=,stat=,command="]).args(which).output();
        let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        let text = text.unwrap_or_default();
        let line = |line: &str| {
            let (pid, rest) = line.trim_start().split_once(' ')?;
            let (state, command) = rest.trim_start().split_once(' ')?;
            Some((pid.parse().ok()?, state.to_owned(), command.trim().to_owned()))
        };
        text.lines().filter_map(line).collect()
    }
}
