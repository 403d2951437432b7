//! The direct URL, in addition to the pooled one. Prisma's `directUrl` and the instructions of Neon
//! and Supabase call its variable `DIRECT_URL`, too.

use super::resolve::same_database;
use super::{Config, EnvironmentFile};
use crate::error::{Error, Result};
use crate::model::{Environment, Origin, Target, Way};

impl Config {
    /// The variable of the environment's direct URL; `None` if the project file uses the
    /// default one for something else.
    pub fn direct_variable(&self, environment: &Environment) -> Option<String> {
        let name = environment.as_str();
        let named = self.project.environment(name).and_then(|it| it.direct_url_var.clone());
        let by_default = || {
            let variable = environment.direct_url_variable();
            let is_own =
                variable != self.url_variable(environment) && !self.is_of_another(name, &variable);
            is_own.then_some(variable)
        };
        named.or_else(by_default)
    }

    /// Whether the direct URL's variable holds the target's own URL.
    pub fn direct_is_same(&self, target: &Target) -> bool {
        let variable = self.direct_variable(&target.environment);
        let value = variable.and_then(|variable| {
            let value = self.environ.get(&variable).ok().flatten()?;
            self.read_url(&value.text, &variable).ok()
        });
        target.other_way().is_none() && value.is_some_and(|url| same_database(&url, &target.url))
    }

    /// Whether the project file assigns a variable to an environment with another name.
    pub(super) fn is_of_another(&self, name: &str, variable: &str) -> bool {
        self.project.environment_names().filter(|other| *other != name).any(|other| {
            let settings = self.project.environment(other);
            let named = settings.map(|it| [it.url_var.as_deref(), it.direct_url_var.as_deref()]);
            named.is_some_and(|named| named.contains(&Some(variable)))
        })
    }

    /// The target with its direct URL, if there is one. Errors (usage): one that cannot be read,
    /// or that is for another database.
    pub(super) fn with_direct(
        &self,
        mut target: Target,
        settings: &EnvironmentFile,
    ) -> Result<Target> {
        let Some(variable) = self.direct_variable(&target.environment) else { return Ok(target) };
        let value = self.environ.get(&variable)?;
        let Some(value) = value.filter(|value| !value.text.trim().is_empty()) else {
            return Ok(target);
        };
        let origin = Origin::Variable(variable);
        let (environment, protected) = (&target.environment, target.protected);
        let direct = self.target(environment, &value.text, origin, protected, settings)?;
        if direct.database() != target.database() {
            return Err(Error::usage(format!(
                "{} is for database {}, but {} is for {}",
                direct.origin,
                direct.database(),
                target.origin,
                target.database()
            ))
            .with_hint(
                "both must point to the same database, one through a pooler and one directly",
            ));
        }
        if direct.url != target.url {
            target.way = Way::Pooled(Box::new(direct));
        }
        Ok(target)
    }
}
