use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::database::DropPlan;
use super::seconds;
use crate::approval::{Question, Stakes};
use crate::model::Target;

/// What `setup` would do, on the one target that every step acts on.
#[derive(Debug, Serialize)]
pub struct SetupPlan {
    /// What would be replaced or emptied; absent when the database stays.
    pub drop: Option<DropPlan>,
    pub target: Target,
    pub method: Method,
    /// The files, in the order in which they are loaded; built-in ones by their names.
    pub schema: Vec<String>,
    pub seeds: Vec<String>,
    /// The Cognito pool whose ids the users of the seeds get, when one is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_pool: Option<String>,
}

/// How a setup gets to a database with schema and seeds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "method")]
pub enum Method {
    /// A new one takes the place of the old one, if there is one.
    Replace,
    /// The role may make none: the one that is there is emptied.
    Reset { reason: String },
    /// `--keep`: the one that is there stays.
    Keep,
}

impl Stakes for SetupPlan {
    /// Without a drop nothing is lost: a database that has tables is refused.
    fn question(&self) -> Question {
        self.drop.as_ref().map_or(Question::None, Stakes::question)
    }
}

impl fmt::Display for SetupPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.target.database();
        match (&self.method, &self.drop) {
            (Method::Keep, _) => writeln!(f, "database {name} would be kept")?,
            (Method::Replace, Some(drop)) if drop.present => {
                writeln!(f, "{}", drop.describe("replaced"))?;
            }
            (Method::Reset { reason }, Some(drop)) => {
                writeln!(f, "{}", drop.describe("emptied"))?;
                writeln!(f, "since {reason}")?;
            }
            _ => writeln!(f, "database {name} would be created")?,
        }
        writeln!(f, "schema would be loaded from {}", self.schema.join(", "))?;
        write!(f, "seeds would be loaded from {}", self.seeds.join(", "))?;
        match &self.user_pool {
            Some(pool) => write!(f, "\nusers would get their ids from the Cognito pool {pool}"),
            None => Ok(()),
        }
    }
}

/// What `setup` did.
#[derive(Debug, Serialize)]
pub struct SetUp {
    pub database: String,
    /// A connection URL without its password.
    pub url: String,
    pub steps: Vec<Step>,
    /// The backup that was taken first.
    pub backup: Option<PathBuf>,
    pub seconds: f64,
}

/// One step of `setup` that is done.
#[derive(Debug, Serialize)]
pub struct Step {
    pub name: &'static str,
    pub what: String,
    pub seconds: f64,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = std::time::Duration::from_secs_f64(self.seconds);
        write!(f, "{:<12} {} ({})", self.name, self.what, seconds(time))
    }
}

impl fmt::Display for SetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = std::time::Duration::from_secs_f64(self.seconds);
        write!(f, "{} is ready in {}: {}", self.database, seconds(time), self.url)
    }
}
