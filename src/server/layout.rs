use std::fs::{DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use crate::error::{Error, Result};

/// The longest path of a Unix socket, which a struct of the operating system has room for
/// (Linux 107 bytes and a NUL, macOS 103).
const MAX_SOCKET_PATH: usize = 103;

/// Where everything is below the home of the managed server:
///
/// ```text
/// lock             held while one command starts, stops or destroys
/// instance.json    port, programs, password; 0600
/// 15/data          the data, a folder a major version
/// run/             socket, server.log
/// bin/18.6.3/      fetched programs
/// ```
#[derive(Debug, Clone)]
pub struct Layout {
    pub home: PathBuf,
}

impl Layout {
    pub fn new(home: &Path) -> Self {
        // One spelling of the path, since a running server is known by it.
        Self { home: home.canonicalize().unwrap_or_else(|_| home.to_owned()) }
    }

    /// Makes the home if it is missing. Errors: it cannot be made, or it is somebody else's.
    pub fn create(home: &Path) -> Result<Self> {
        if !home.is_dir() {
            make_home(home).map_err(|error| {
                Error::failed(format!("{} cannot be made", home.display()))
                    .because(error)
                    .hint("set CRUDDUR_PG_HOME to a folder that may be written")
            })?;
        }
        let layout = Self::new(home);
        layout.check_owner()?;
        Ok(layout)
    }

    /// What is in the home says which programs to run, so that it must be our own; root above
    /// all must not follow another user's word.
    fn check_owner(&self) -> Result<()> {
        let metadata = self.home.metadata()?;
        if metadata.uid() == geteuid().as_raw() {
            return Ok(());
        }
        let owner = super::owner::user_name(metadata.uid());
        Err(Error::usage(format!("{} belongs to user {owner}", self.home.display()))
            .hint(format!("run as {owner}, or set CRUDDUR_PG_HOME to a folder of your own")))
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
        self.run_dir().join("server.log")
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

    /// The socket's folder, unless its path would be too long for one.
    pub fn socket_dir(&self) -> Option<PathBuf> {
        let folder = self.run_dir();
        let longest = folder.join(".s.PGSQL.65535.lock");
        (longest.as_os_str().len() <= MAX_SOCKET_PATH).then_some(folder)
    }

    /// The major versions that have data, newest first.
    pub fn majors(&self) -> Vec<u32> {
        let mut majors: Vec<u32> = self
            .version_dirs()
            .into_iter()
            .filter(|major| self.data_dir(*major).join("PG_VERSION").is_file())
            .collect();
        majors.sort_unstable_by(|a, b| b.cmp(a));
        majors
    }

    /// Everything in the home that is ours.
    pub fn contents(&self) -> Vec<PathBuf> {
        let versions = self.version_dirs().into_iter().map(|major| self.version_dir(major));
        let fixed = [self.run_dir(), self.bin_dir(), self.instance()];
        versions.chain(fixed).filter(|path| path.exists()).collect()
    }

    fn version_dirs(&self) -> Vec<u32> {
        let entries = std::fs::read_dir(&self.home).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    }
}

/// A user's own folder is private. Root's must be open to the user whom the server runs as,
/// whatever the umask is; its parts are closed one by one.
fn make_home(home: &Path) -> std::io::Result<()> {
    if geteuid().is_root() {
        return make_public(home);
    }
    if let Some(parent) = home.parent() {
        std::fs::create_dir_all(parent)?;
    }
    allow_existing(DirBuilder::new().mode(0o700).create(home))
}

/// Makes a folder, with those above it, that everyone may enter; leaves existing ones alone.
pub fn make_public(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_public(parent)?;
    }
    allow_existing(DirBuilder::new().create(folder))?;
    std::fs::set_permissions(folder, Permissions::from_mode(0o755))
}

fn allow_existing(result: std::io::Result<()>) -> std::io::Result<()> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
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
