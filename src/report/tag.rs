use std::fmt;

use serde::Serialize;

use crate::approval::{Confirmable, Confirmation};
use crate::hint;
use crate::model::{DatabaseName, Environment, Target};

/// What `env-set` would do.
#[derive(Debug, Serialize)]
pub struct TagPlan {
    pub target: Target,
    /// The tag that is there.
    pub before: Option<String>,
    /// The directory of the other project whose database it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_project: Option<String>,
    /// It is tagged with this project, where it needs to be.
    #[serde(skip)]
    pub is_of_project: bool,
    /// It is one of the first kind.
    #[serde(skip)]
    pub is_old: bool,
    /// A load that commits midway has not ended: the database counts as whole again.
    #[serde(skip)]
    pub is_part: bool,
    /// The database's name, as the server has it.
    #[serde(skip)]
    pub name: DatabaseName,
    /// The user's own comment, which stays.
    #[serde(skip)]
    pub comment: Option<String>,
}

impl TagPlan {
    pub fn is_done(&self) -> bool {
        self.is_of_environment() && self.is_of_project && !self.is_part
    }

    fn is_of_environment(&self) -> bool {
        self.before.as_deref() == Some(self.target.environment.as_str())
    }
}

impl Confirmable for TagPlan {
    /// The tag protects a database from other environments' commands: changing one
    /// needs the same confirmation.
    fn question(&self) -> Confirmation {
        if let (true, Some(other)) = (self.is_of_environment(), &self.other_project) {
            let name = self.target.database().to_string();
            let ask = format!(
                "database {name}, which belongs to directory {other}, would belong to this one"
            );
            return Confirmation::TypeName { ask, name };
        }
        let tagged = self.before.is_some() && !self.is_of_environment();
        if self.is_done() || !tagged && !self.target.needs_typed_name() {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        if self.is_of_environment() && self.is_part {
            let ask = format!("database {name}, loaded in part, would count as whole");
            return Confirmation::TypeName { ask, name };
        }
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
            Some(_) if self.is_of_environment() && self.is_of_project => {
                write!(f, "database {name}, loaded in part, would count as whole")
            }
            Some(_) if self.is_of_environment() => match &self.other_project {
                Some(other) => {
                    write!(
                        f,
                        "database {name}, which belongs to directory {other}, would belong to this one"
                    )
                }
                None => write!(f, "database {name} would be tagged as this project's"),
            },
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

/// How this project gets a database of its own on the managed server.
pub fn own_database(target: &Target) -> String {
    match target.project.as_ref().is_some_and(|project| project.has_file) {
        true => "to use another one, set `name` in cruddur-db.toml".to_owned(),
        false => format!("for a database of its own: {}", hint::command("init")),
    }
}
