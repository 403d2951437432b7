use std::path::{Path, PathBuf};

use super::Config;
use crate::error::{Error, Result};
use crate::server::Settings;

/// Where root's server is: the user that it runs as may not enter /root.
const ROOT_HOME: &str = "/var/lib/cruddur-db/postgres";

impl Config {
    /// What the environment says about the managed server. `fetch` is `--fetch-postgres`.
    ///
    /// Errors (usage): a variable with a value that means nothing; no home folder.
    pub fn server_settings(&self, fetch: bool) -> Result<Settings> {
        let fetch = fetch || self.is_on("CRUDDUR_FETCH_POSTGRES")?;
        Ok(Settings {
            home: self.server_home()?,
            bindir: self.absolute("CRUDDUR_PG_BINDIR"),
            path: self.environ.path("PATH").map(PathBuf::into_os_string),
            sudo_uid: self.var("SUDO_UID")?.and_then(|uid| uid.parse().ok()),
            fetch,
        })
    }

    fn server_home(&self) -> Result<PathBuf> {
        if let Some(home) = self.absolute("CRUDDUR_PG_HOME") {
            return Ok(home);
        }
        if nix::unistd::geteuid().is_root() {
            return Ok(ROOT_HOME.into());
        }
        // The specification wants a relative one ignored.
        let data = self.environ.path("XDG_DATA_HOME").filter(|path| path.is_absolute());
        let data = data.or_else(|| {
            let folder = if cfg!(target_os = "macos") {
                "Library/Application Support"
            } else {
                ".local/share"
            };
            self.environ.path("HOME").filter(|path| path.is_absolute()).map(|it| it.join(folder))
        });
        let data = data.ok_or_else(|| {
            Error::usage("there is no place for the managed server: HOME is not set")
                .hint("set HOME or CRUDDUR_PG_HOME, or CONNECTION_URL for another server")
        })?;
        Ok(data.join("cruddur-db/postgres"))
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
