use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::database::DropPlan;
use super::seconds;
use crate::approval::{Contains, Question, Stakes};
use crate::model::Target;

/// What `setup` would do, on the one target that every step acts on.
#[derive(Debug, Serialize)]
pub struct SetupPlan {
    /// Absent with `--keep`.
    pub drop: Option<DropPlan>,
    pub target: Target,
    /// The database is there and stays.
    pub kept: bool,
    /// The files, in the order in which they are loaded; built-in ones by their names.
    pub schema: Vec<String>,
    pub seeds: Vec<String>,
    /// The Cognito pool whose ids the users of the seeds get, when one is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_pool: Option<String>,
}

impl Stakes for SetupPlan {
    /// Without a drop nothing is lost: a database that has tables is refused.
    fn question(&self) -> Question {
        self.drop.as_ref().map_or(Question::None, Stakes::question)
    }
}

impl Contains<DropPlan> for SetupPlan {
    fn take_part(&mut self) -> Option<DropPlan> {
        self.drop.take()
    }
}

impl fmt::Display for SetupPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.target.database();
        match &self.drop {
            Some(drop) if drop.present => {
                writeln!(f, "{drop}\ndatabase {name} would be created again")?;
            }
            Some(_) => writeln!(f, "database {name} would be created")?,
            None if self.kept => writeln!(f, "database {name} would be kept")?,
            None => writeln!(f, "database {name} would be created")?,
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
