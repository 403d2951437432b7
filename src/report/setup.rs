use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::database::DropPlan;
use super::seconds;
use crate::approval::{Confirmable, Confirmation};
use crate::model::Target;

/// What `setup` would do, on the one target that every step acts on.
#[derive(Debug, Serialize)]
pub struct SetupPlan {
    /// What would be replaced or emptied; absent when the database stays.
    pub drop: Option<DropPlan>,
    pub target: Target,
    pub method: Method,
    /// Tables that are not Cruddur's, in a database that Cruddur's built-in files would replace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// The files, in the order in which they are loaded; built-in ones by their names.
    pub schema: Vec<String>,
    pub seeds: Vec<String>,
    /// The Cognito pool whose ids the users of the seeds get, when one is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_pool: Option<String>,
}

/// So many of the other tables are named in the question.
const SHOWN: usize = 5;

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

impl Confirmable for SetupPlan {
    /// Without a drop nothing is lost: a database that has tables is refused.
    fn question(&self) -> Confirmation {
        let asked = self.drop.as_ref().map_or(Confirmation::None, Confirmable::question);
        if asked != Confirmation::None || self.others.is_empty() {
            return asked;
        }
        let name = self.target.database().to_string();
        let others = self.others.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        let more = if self.others.len() > SHOWN { ", ..." } else { "" };
        Confirmation::TypeName {
            ask: format!(
                "database {name} has tables that are not Cruddur's ({others}{more}), and \
                 Cruddur's built-in files would replace it"
            ),
            name,
        }
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
        writeln!(f, "{}", would_load("schema", &self.schema))?;
        f.write_str(&would_load("seeds", &self.seeds))?;
        match &self.user_pool {
            Some(pool) => write!(f, "\nusers would get their ids from the Cognito pool {pool}"),
            None => Ok(()),
        }
    }
}

fn would_load(what: &str, files: &[String]) -> String {
    match files.is_empty() {
        true => format!("no {what} would be loaded: the project file says that there are none"),
        false => format!("{what} would be loaded from {}", files.join(", ")),
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
