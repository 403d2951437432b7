use std::path::PathBuf;

use super::Config;
use crate::error::Result;
use crate::model::Environment;

impl Config {
    /// The state directory, for histories. Without `HOME`, as under cron and systemd, it is in the
    /// user's home by the system. `None` if there is no home.
    pub fn state_dir(&self) -> Option<PathBuf> {
        let places = ["Library/Application Support", ".local/state"];
        self.own_directory("XDG_STATE_HOME", || self.home(), places)
    }

    /// Our directory in that of the variable, else in the place in `home` that macOS or other
    /// systems have for it. Source: XDG Base Directory Specification, which wants a relative path
    /// in the variable ignored.
    pub(super) fn own_directory(
        &self,
        variable: &str,
        home: impl FnOnce() -> Option<PathBuf>,
        [macos, other]: [&str; 2],
    ) -> Option<PathBuf> {
        let place = if cfg!(target_os = "macos") { macos } else { other };
        let named = self.environ.path(variable).filter(|path| path.is_absolute());
        Some(named.or_else(|| Some(home()?.join(place)))?.join("cruddur-db"))
    }

    /// The user's home, which `~` stands for.
    pub fn home(&self) -> Option<PathBuf> {
        self.environ.path("HOME").filter(|path| path.is_absolute()).or_else(login_home)
    }

    /// psql's history file for this environment. Each environment has its own, so that
    /// commands for `dev` are not one arrow key away in `prod`.
    pub fn history_file(&self, environment: &Environment) -> Option<PathBuf> {
        Some(self.state_dir()?.join("history").join(environment.as_str()))
    }

    /// The pager. Source: psql documentation, "Environment"; less rather than more, if it is there.
    pub fn pager(&self) -> Result<Option<String>> {
        for name in ["PSQL_PAGER", "PAGER"] {
            if let Some(pager) = self.environ.get_even_empty(name)? {
                return Ok(Some(pager.text).filter(|pager| !pager.trim().is_empty()));
            }
        }
        let path = self.environ.path("PATH").unwrap_or_default();
        let has_less =
            std::env::split_paths(&path).any(|directory| directory.join("less").is_file());
        Ok(has_less.then(|| "less".to_owned()))
    }

    /// The editor for statements. Source: psql documentation, "Environment".
    pub fn editor(&self) -> Result<String> {
        for name in ["PSQL_EDITOR", "EDITOR", "VISUAL"] {
            if let Some(editor) = self.var(name)? {
                return Ok(editor);
            }
        }
        Ok("vi".to_owned())
    }
}

/// The home of the user by the user database.
fn login_home() -> Option<PathBuf> {
    let user = nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten()?;
    Some(user.dir).filter(|home| home.is_dir())
}
