//! Environments that are not known, and what may have been meant.

use super::Config;
use crate::error::{Error, Result};
use crate::model::{Environment, nearest};

impl Config {
    /// No URL is set for the environment. The hint names one that is like it, and how to set the
    /// URL.
    pub(super) fn unknown(&self, environment: &Environment) -> Error {
        let variable = self.url_variable(environment);
        let known = self.known_environments();
        let others = known.iter().filter(|name| *name != environment).map(Environment::as_str);
        let meant = match nearest(environment.as_str(), others) {
            Some(name) => format!("did you mean {name}? Otherwise "),
            None => String::new(),
        };
        Error::usage(format!("environment {environment} has no database: {variable} is not set"))
            .with_hint(format!("{meant}set {variable} to postgresql://USER@HOST:5432/DATABASE"))
    }

    /// Errors (usage): the environment is none that is known; a hint says what it may be instead.
    pub fn check_known(&self, environment: &Environment, otherwise: &str) -> Result<()> {
        let known = self.known_environments();
        if known.contains(environment) {
            return Ok(());
        }
        let names: Vec<&str> = known.iter().map(Environment::as_str).collect();
        let meant = match nearest(environment.as_str(), names.iter().copied()) {
            Some(name) => format!("did you mean {name}?"),
            None => format!("the environments are {}.", names.join(", ")),
        };
        Err(Error::usage(format!("there is no environment {environment}"))
            .with_hint(format!("{meant} {otherwise}")))
    }
}
