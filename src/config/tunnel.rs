//! Through which host an environment's server is reached, for `--tunnel`.

use super::{Config, EnvironmentFile};
use crate::error::Result;
use crate::model::{Environment, TunnelWay};

impl Config {
    /// The environment's variable, else its key in the project file. With `--url` neither counts,
    /// since they belong to another server.
    ///
    /// Errors (usage): it names no tunnel.
    pub(super) fn tunnel(
        &self,
        environment: &Environment,
        settings: &EnvironmentFile,
    ) -> Result<Option<TunnelWay>> {
        if self.url.is_some() {
            return Ok(None);
        }
        let variable = environment.tunnel_variable();
        let (text, origin) = match (self.var(&variable)?, &settings.tunnel) {
            (Some(text), _) => (text, variable),
            (None, Some(text)) => (text.clone(), format!("tunnel of {environment}")),
            (None, None) => return Ok(None),
        };
        text.parse().map(Some).map_err(|error: crate::error::Error| error.prefixed(&origin))
    }

    /// Whether `localhost` in the environment's URL is meant as the host of its tunnel sees it.
    pub(super) fn is_local_elsewhere(&self, environment: &Environment) -> bool {
        let settings = self.project.settings(environment.as_str());
        let variable = self.url_variable(environment);
        matches!(self.tunnel(environment, &settings), Ok(Some(_)))
            && matches!(self.environ.get(&variable), Ok(Some(value))
                if self.read_url(&value.text, &variable).is_ok_and(|url| url.is_local()))
    }
}
