use std::fmt;

use serde::Serialize;

use crate::approval::{Confirmable, Confirmation};
use crate::model::{DatabaseName, Environment, Target};

/// What `env-set` would do.
#[derive(Debug, Serialize)]
pub struct TagPlan {
    pub target: Target,
    /// The tag that is there.
    pub before: Option<String>,
    /// It is one of the first kind.
    #[serde(skip)]
    pub is_old: bool,
    /// The database's name, as the server has it.
    #[serde(skip)]
    pub name: DatabaseName,
    /// The user's own comment, which stays.
    #[serde(skip)]
    pub comment: Option<String>,
}

impl TagPlan {
    /// Whether there is nothing to do.
    pub fn is_done(&self) -> bool {
        self.before.as_deref() == Some(self.target.environment.as_str())
    }
}

impl Confirmable for TagPlan {
    /// The tag protects a database from other environments' commands: changing one
    /// needs the same confirmation.
    fn question(&self) -> Confirmation {
        let tagged = self.before.is_some();
        if self.is_done() || !tagged && !self.target.needs_typed_name() {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        let environment = &self.target.environment;
        let before = self.before.as_ref().map(|it| format!(" instead of {it}")).unwrap_or_default();
        Confirmation::TypeName {
            ask: format!("database {name} would be tagged as {environment}{before}"),
            name,
        }
    }
}

impl fmt::Display for TagPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, environment) = (self.target.database(), &self.target.environment);
        match &self.before {
            _ if self.is_done() => {
                write!(f, "database {name} is tagged as {environment}; nothing to do")
            }
            Some(before) => {
                write!(f, "database {name}, tagged as {before}, would be tagged as {environment}")
            }
            None => write!(f, "database {name} would be tagged as {environment}"),
        }
    }
}

/// The new tag of a database.
#[derive(Debug, Serialize)]
pub struct Tagged {
    pub database: String,
    pub environment: Environment,
    /// The previous tag.
    pub before: Option<String>,
}

impl fmt::Display for Tagged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "database {} is tagged as {}", self.database, self.environment)
    }
}
