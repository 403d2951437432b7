use std::path::PathBuf;

use super::Config;
use crate::error::Result;
use crate::model::Environment;

impl Config {
    /// The state directory, for histories. `None` if there is no home. Source: XDG Base Directory
    /// Specification, `XDG_STATE_HOME`.
    pub fn state_dir(&self) -> Option<PathBuf> {
        let absolute = |name: &str| self.environ.path(name).filter(|path| path.is_absolute());
        let own = absolute("XDG_STATE_HOME");
        let state = own.or_else(|| {
            let directory = if cfg!(target_os = "macos") {
                "Library/Application Support"
            } else {
                ".local/state"
            };
            absolute("HOME").map(|home| home.join(directory))
        });
        Some(state?.join("cruddur-db"))
    }

    /// psql's history file for this environment. Each environment has its own, so that
    /// commands for `dev` are not one arrow key away in `prod`.
    pub fn history_file(&self, environment: &Environment) -> Option<PathBuf> {
        Some(self.state_dir()?.join("history").join(environment.as_str()))
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
