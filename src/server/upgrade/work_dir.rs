//! Where an upgrade keeps its files and the sockets of its servers.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::Result;
use crate::server::layout::MAX_SOCKET_PATH;
use crate::server::server_user::ServerUser;
use crate::server::temp_path::TempPath;

/// The port is only part of the socket's name.
#[derive(Debug, Clone, Copy)]
pub enum Cluster {
    Old,
    New,
}

impl Cluster {
    pub fn port(self) -> u16 {
        match self {
            Self::Old => 1,
            Self::New => 2,
        }
    }
}

/// A directory private to the server's user.
pub struct WorkDir {
    directory: TempPath,
    /// A shorter path for the sockets, if needed.
    short: Option<TempDir>,
}

impl WorkDir {
    /// In the directory of the new version.
    pub fn new(parent: &Path, owner: &ServerUser) -> Result<Self> {
        let directory = TempPath::directory(parent, "upgrade-files")?;
        owner.make_private(directory.path())?;
        let longest = directory.path().join(".s.PGSQL.1.lock");
        let mut short = None;
        if longest.as_os_str().len() > MAX_SOCKET_PATH {
            let sockets = tempfile::Builder::new().prefix("cdb").tempdir()?;
            owner.give(sockets.path())?;
            short = Some(sockets);
        }
        let work_dir = Self { directory, short };
        // Access to the sockets means access to the data.
        let mut options = std::fs::OpenOptions::new();
        let mut hba = options.write(true).create_new(true).mode(0o600).open(work_dir.hba())?;
        hba.write_all(b"local all all trust\n")?;
        owner.give(&work_dir.hba())?;
        Ok(work_dir)
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    pub fn sockets(&self) -> &Path {
        self.short.as_ref().map_or(self.directory.path(), TempDir::path)
    }

    pub fn log(&self, cluster: Cluster) -> PathBuf {
        self.directory.path().join(format!("{}.log", cluster.port()))
    }

    /// A pg_hba.conf that allows the upgrade, independent of the user's.
    pub fn hba(&self) -> PathBuf {
        self.directory.path().join("hba.conf")
    }
}
