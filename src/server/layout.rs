use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use crate::error::{Error, Result};

/// The longest path of a Unix socket in the operating system's struct
/// (Linux 107 bytes and a NUL, macOS 103).
pub const MAX_SOCKET_PATH: usize = 103;

/// The layout of the managed server's home:
///
/// ```text
/// lock             held while one command starts, stops or destroys
/// instance.json    port, programs, password; 0600
/// 15/data          the data, a directory a major version
/// run/             socket, server.log, server.lock: held by the running server
/// bin/18.6.3/      fetched programs
/// ```
#[derive(Debug, Clone)]
pub struct Layout {
    pub home: PathBuf,
}

impl Layout {
    /// Errors (usage): the home exists, but belongs to another user or is something else.
    pub fn of(home: &Path) -> Result<Self> {
        if home.as_os_str().is_empty() {
            return Err(Error::usage("there is no directory for the managed server"));
        }
        // The canonical path, since it identifies a running server.
        let layout = Self { home: home.canonicalize().unwrap_or_else(|_| home.to_owned()) };
        if layout.home.exists() {
            layout.check_owner()?;
            layout.check_contents()?;
        }
        Ok(layout)
    }

    /// Creates the home if missing. Errors: it cannot be created, and those of [`Layout::of`].
    pub fn create(home: &Path) -> Result<Self> {
        if !home.is_dir() {
            make_home(home).map_err(|error| {
                Error::failed(format!("{} cannot be created", home.display()))
                    .because(error)
                    .with_hint("set CRUDDUR_PG_HOME to a writable directory")
            })?;
        }
        Self::of(home)
    }

    /// `destroy` deletes the contents of the home, so it must not contain anything else.
    fn check_contents(&self) -> Result<()> {
        let entries = std::fs::read_dir(&self.home).map_err(|error| {
            Error::usage(format!("{} cannot be read", self.home.display()))
                .because(error)
                .with_hint(format!("make it accessible: `chmod 700 {}`", self.home.display()))
        })?;
        let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        let are_own = names.iter().all(|name| name == "lost+found" || self.is_own(name));
        if are_own || self.lock().exists() {
            return Ok(());
        }
        let home = self.home.display();
        Err(Error::usage(format!("{home} contains more than a managed server"))
            .with_hint("set CRUDDUR_PG_HOME to a directory that is empty or does not exist yet"))
    }

    /// Whether it is one of the names below, so that a home without its lock file is recognised.
    fn is_own(&self, name: &std::ffi::OsStr) -> bool {
        let Some(name) = name.to_str() else { return false };
        match name.parse() {
            Ok(major) => self.version_dir(major).is_dir(),
            Err(_) if matches!(name, "run" | "bin") => !self.majors().is_empty(),
            Err(_) => matches!(name, "lock" | "instance.json" | "instance.json.new"),
        }
    }

    /// The home determines which programs are run, so it must be our own; root in particular
    /// must not trust another user's files.
    fn check_owner(&self) -> Result<()> {
        let metadata = self.home.metadata()?;
        if metadata.uid() == geteuid().as_raw() {
            return Ok(());
        }
        let owner = user_name(metadata.uid());
        Err(Error::usage(format!("{} belongs to user {owner}", self.home.display())).with_hint(
            format!("run as {owner}, or set CRUDDUR_PG_HOME to a directory of your own"),
        ))
    }

    pub fn lock(&self) -> PathBuf {
        self.home.join("lock")
    }

    pub fn instance(&self) -> PathBuf {
        self.home.join("instance.json")
    }

    pub fn run_dir(&self) -> PathBuf {
        self.home.join("run")
    }

    pub fn log(&self) -> PathBuf {
        Self::log_in(&self.home)
    }

    pub fn claim(&self) -> PathBuf {
        self.run_dir().join("server.lock")
    }

    pub fn log_in(home: &Path) -> PathBuf {
        home.join("run/server.log")
    }

    pub fn bin_dir(&self) -> PathBuf {
        self.home.join("bin")
    }

    pub fn version_dir(&self, major: u32) -> PathBuf {
        self.home.join(major.to_string())
    }

    pub fn data_dir(&self, major: u32) -> PathBuf {
        self.version_dir(major).join("data")
    }

    /// The socket's directory, unless its path would be too long for one.
    pub fn socket_dir(&self) -> Option<PathBuf> {
        let directory = self.run_dir();
        let longest = directory.join(".s.PGSQL.65535.lock");
        (longest.as_os_str().len() <= MAX_SOCKET_PATH).then_some(directory)
    }

    /// The major versions that have data, newest first.
    pub fn majors(&self) -> Vec<u32> {
        let mut majors: Vec<u32> = self
            .version_dirs()
            .into_iter()
            .filter(|major| {
                let data = self.data_dir(*major);
                // An inaccessible directory counts as existing.
                let there = |name: &str| match data.join(name).metadata() {
                    Ok(metadata) => metadata.is_file(),
                    Err(error) => error.kind() == std::io::ErrorKind::PermissionDenied,
                };
                there("PG_VERSION") || there("global/pg_control")
            })
            .collect();
        majors.sort_unstable_by(|a, b| b.cmp(a));
        majors
    }

    /// Those whose databases were not upgraded to a later version.
    pub fn not_carried(&self) -> Vec<u32> {
        let mut majors = self.majors();
        majors.retain(|major| !self.carried_mark(*major).is_file());
        majors
    }

    /// The file that marks databases as upgraded, so that they are kept only for safety.
    pub fn carried_mark(&self, major: u32) -> PathBuf {
        self.version_dir(major).join("carried-over")
    }

    /// Everything in the home that is ours.
    pub fn contents(&self) -> Vec<PathBuf> {
        let versions = self.version_dirs().into_iter().map(|major| self.version_dir(major));
        let fixed = [self.run_dir(), self.bin_dir(), self.instance()];
        versions.chain(fixed).filter(|path| path.exists()).collect()
    }

    pub fn version_dirs(&self) -> Vec<u32> {
        let entries = std::fs::read_dir(&self.home).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    }
}

/// A user's directory is private. Root's must be accessible to the server's user,
/// whatever the umask is; its parts are protected separately.
fn make_home(home: &Path) -> std::io::Result<()> {
    if geteuid().is_root() {
        return make_public(home);
    }
    // Whoever may write to a parent may replace the home.
    allow_existing(DirBuilder::new().recursive(true).mode(0o700).create(home))
}

/// Creates a directory and its parents, accessible to everyone; existing ones are unchanged.
pub fn make_public(directory: &Path) -> std::io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    if let Some(parent) = directory.parent() {
        make_public(parent)?;
    }
    allow_existing(DirBuilder::new().create(directory))?;
    std::fs::set_permissions(directory, Permissions::from_mode(0o755))
}

fn allow_existing(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// The user's name, else the number.
pub fn user_name(uid: u32) -> String {
    nix::unistd::User::from_uid(uid.into())
        .ok()
        .flatten()
        .map_or_else(|| uid.to_string(), |user| user.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_home_has_no_socket() {
        let layout =
            |length: usize| Layout { home: PathBuf::from(format!("/{}", "x".repeat(length))) };
        assert_eq!(layout(20).socket_dir(), Some(layout(20).run_dir()));
        assert_eq!(layout(90).socket_dir(), None);
    }
}
