use std::fmt;

use serde::Serialize;

use super::files::Files;
use crate::approval::{Confirmable, Confirmation};
use crate::migrations::ProjectMigrations;
use crate::model::Target;
use crate::report::backup::BackupPlan;
use crate::report::contents::ContentsSummary;
use crate::report::tag::own_database;
use crate::script::Options;

/// What `schema-load` or `seed` would do.
#[derive(Debug, Serialize)]
pub struct LoadPlan {
    pub target: Target,
    /// The files in order, and those of the same directories that would not be loaded.
    #[serde(flatten)]
    pub files: Files,
    /// How the files are loaded.
    #[serde(skip)]
    pub options: Options,
    /// Migrations that the schema may undo.
    #[serde(skip)]
    pub migrations: Option<ProjectMigrations>,
    /// Whether the database is distributed by Citus; `None` if unknown.
    #[serde(skip)]
    pub distributed: Option<bool>,
    /// Whether the database name must be typed first.
    #[serde(skip)]
    pub ask: bool,
    /// The directory of the other project whose database it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_project: Option<String>,
    /// The contents of the database; queried if protected, as the files may drop it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<ContentsSummary>,
    /// The backup that would be taken first.
    pub backup: Option<BackupPlan>,
}

impl Confirmable for LoadPlan {
    fn question(&self) -> Confirmation {
        let name = self.target.database().to_string();
        let files = self.files.names().join(", ");
        if let Some(other) = &self.other_project {
            let ask = format!(
                "{files} would run on database {name}, which belongs to directory {other}, not \
                 to this one"
            );
            return Confirmation::TypeName { ask, name };
        }
        if !self.ask {
            return Confirmation::None;
        }
        let first = if self.backup.is_some() { "after a backup, " } else { "" };
        let ask = format!(
            "{first}{files} would run on database {name} of {}, and may drop tables and rows",
            self.target.environment
        );
        Confirmation::TypeName { ask, name }
    }

    fn without_terminal(&self) -> Option<String> {
        self.other_project.is_some().then(|| own_database(&self.target))
    }

    fn impact(&self) -> Option<String> {
        self.contents.as_ref().map(ContentsSummary::to_string)
    }
}

impl fmt::Display for LoadPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(backup) = &self.backup {
            writeln!(f, "{backup}")?;
        }
        write!(f, "{} would be loaded", self.files.names().join(", "))?;
        if let Some(other) = &self.other_project {
            write!(f, "\nthe database belongs to directory {other}, not to this one")?;
        }
        match &self.contents {
            Some(contents) => write!(f, "\n{contents}"),
            None => Ok(()),
        }
    }
}
