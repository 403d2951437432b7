use std::fmt;

use serde::{Serialize, Serializer};

use super::files::Files;
use crate::approval::{Confirmable, Confirmation};
use crate::migrations::ProjectMigrations;
use crate::model::Target;
use crate::report::counted;
use crate::report::database::DropPlan;

/// The files that a setup loads, in this order.
#[derive(Debug, Serialize)]
pub struct SetupFiles {
    #[serde(serialize_with = "by_name")]
    pub schema: Files,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migrations: Option<ProjectMigrations>,
    #[serde(serialize_with = "by_name")]
    pub seeds: Files,
    /// psql's variables for all of them.
    #[serde(skip)]
    pub variables: Vec<(String, String)>,
}

impl SetupFiles {
    /// Built-in Cruddur files are used, at least in part.
    pub fn are_built_in(&self) -> bool {
        self.schema.built_in || self.seeds.built_in
    }

    /// The same for a database that is distributed by Citus.
    pub fn distributed(self) -> Self {
        Self { schema: self.schema.distributed(), seeds: self.seeds.distributed(), ..self }
    }

    /// Schema and seeds, if nothing comes in between.
    pub fn all(&self) -> Files {
        let Self { schema, seeds, .. } = self;
        Files {
            inputs: schema.inputs.iter().chain(&seeds.inputs).cloned().collect(),
            built_in: schema.built_in && seeds.built_in,
            left_out: schema.left_out.iter().chain(&seeds.left_out).cloned().collect(),
        }
    }
}

fn by_name<S: Serializer>(files: &Files, serializer: S) -> Result<S::Ok, S::Error> {
    files.names().serialize(serializer)
}

/// What `setup` would do, on the one target that every step acts on.
#[derive(Debug, Serialize)]
pub struct SetupPlan {
    /// What would be replaced or emptied; `None` if the database is kept.
    pub drop: Option<DropPlan>,
    pub target: Target,
    pub method: Method,
    /// Tables that are not Cruddur's, in a database that Cruddur's built-in files would replace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    #[serde(flatten)]
    pub files: SetupFiles,
    /// The Cognito pool whose IDs the users of the seeds get, if configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_pool: Option<String>,
}

/// How many of the other tables are named in the confirmation.
const SHOWN: usize = 5;

/// How a setup creates the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "method")]
pub enum Method {
    /// A new one replaces the old one, if any.
    Replace,
    /// The role may not create one: the existing one is emptied.
    Reset { reason: String },
    /// `--keep`: the existing one is kept.
    Keep,
}

impl Confirmable for SetupPlan {
    /// Without a drop nothing is lost: a database with tables is refused.
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
                "database {name} has tables that are not Cruddur's ({others}{more}), but \
                 Cruddur's built-in files would replace it"
            ),
            name,
        }
    }

    fn without_terminal(&self) -> Option<String> {
        self.drop.as_ref()?.without_terminal()
    }

    fn impact(&self) -> Option<String> {
        self.drop.as_ref()?.impact()
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
        let migrations = self.files.migrations.as_ref();
        writeln!(f, "{}", would_load("schema", &self.files.schema, migrations))?;
        if let Some(migrations) = migrations {
            let directory = migrations.files.directory.display();
            let count = counted(migrations.files.migrations.len(), "migration");
            writeln!(f, "{count} of {directory} would be run, unless the schema has them")?;
        }
        f.write_str(&would_load("seeds", &self.files.seeds, migrations))?;
        match &self.user_pool {
            Some(pool) => write!(f, "\nusers would get their ids from the Cognito pool {pool}"),
            None => Ok(()),
        }
    }
}

fn would_load(what: &str, files: &Files, migrations: Option<&ProjectMigrations>) -> String {
    match (files.inputs.is_empty(), migrations) {
        (false, _) => format!("{what} would be loaded from {}", files.names().join(", ")),
        (true, Some(_)) => format!("no {what} would be loaded: the project has none"),
        (true, None) => {
            format!("no {what} would be loaded: the project file configures none")
        }
    }
}
