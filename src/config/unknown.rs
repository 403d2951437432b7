//! Environments that are not known, and what may have been meant.

use std::collections::BTreeSet;

use super::Config;
use crate::error::{Error, Result};
use crate::model::{Environment, nearest};

impl Config {
    /// `dev`, `test`, `prod`, those of the project file, and those whose variable is set. A
    /// variable that the project file assigns to one environment defines no other, except `prod`,
    /// where a mistake costs the most.
    pub fn known_environments(&self) -> BTreeSet<Environment> {
        let given = |name: &str, variable: &str| self.is_of_another(name, variable);
        let by_variable = self.environ.names().filter(|name| !given("", name)).filter_map(|name| {
            Some(name.strip_suffix("_CONNECTION_URL")?.to_lowercase().replace('_', "-"))
        });
        let fixed = [Environment::DEV, Environment::TEST].into_iter().filter(|name| {
            let environment = name.parse::<Environment>();
            environment.is_ok_and(|environment| !given(name, &self.url_variable(&environment)))
        });
        let fixed = fixed.chain(["prod"]).map(str::to_owned);
        let project = self.project.environment_names().map(str::to_owned);
        let environment = |name: String| name.parse::<Environment>().ok();
        let mut known: BTreeSet<Environment> =
            fixed.chain(project).filter_map(environment).collect();
        let variables: BTreeSet<String> =
            known.iter().map(|environment| self.url_variable(environment)).collect();
        let is_new = |it: &Environment| !variables.contains(&self.url_variable(it));
        known.extend(by_variable.filter_map(environment).filter(is_new));
        known
    }

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

    pub(super) fn is_same(one: &Environment, other: &Environment) -> bool {
        one.url_variable() == other.url_variable()
    }

    /// Errors (usage): the name is another spelling of one that the project file has, or of `prod`
    /// or `test`: the settings of that one would not count.
    pub(super) fn refuse_other_spelling(&self, environment: &Environment) -> Result<()> {
        let of_file = self.project.environment_names();
        let fixed = [Environment::TEST, "prod"].into_iter();
        let known = of_file.chain(fixed).filter_map(|name| name.parse::<Environment>().ok());
        let is_known = self.project.environment(environment.as_str()).is_some();
        let mut same = known.filter(|it| it != environment && Self::is_same(it, environment));
        match same.next().filter(|_| !is_known) {
            Some(meant) => Err(Error::usage(format!(
                "{environment} and {meant} both mean {}",
                environment.url_variable()
            ))
            .with_hint(format!("did you mean {meant}?"))),
            None => Ok(()),
        }
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
