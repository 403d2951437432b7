use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::backup::BackupPlan;
use super::contents::ContentsSummary;
use super::counted;
use super::seconds;
use crate::approval::{Confirmable, Confirmation};
use crate::model::Target;

/// What `schema-load` or `seed` would do.
#[derive(Debug, Serialize)]
pub struct LoadPlan {
    pub target: Target,
    /// The files in their order; built-in ones by their names.
    pub files: Vec<String>,
    /// Files of the same folders that would not be loaded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Whether the database is distributed by Citus; none where nobody looked yet.
    #[serde(skip)]
    pub distributed: Option<bool>,
    /// Whether the database's name must be typed first.
    #[serde(skip)]
    pub ask: bool,
    /// What is in the database; looked up where the files may take it away and that is serious.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents: Option<ContentsSummary>,
    /// The backup that would be taken first.
    pub backup: Option<BackupPlan>,
}

impl Confirmable for LoadPlan {
    fn question(&self) -> Confirmation {
        if !self.ask {
            return Confirmation::None;
        }
        let name = self.target.database().to_string();
        let first = if self.backup.is_some() { "after a backup, " } else { "" };
        let ask = format!(
            "{first}{} would run on database {name} of {}, and may drop tables and rows",
            self.files.join(", "),
            self.target.environment
        );
        Confirmation::TypeName { ask, name }
    }
}

impl fmt::Display for LoadPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(backup) = &self.backup {
            writeln!(f, "{backup}")?;
        }
        write!(f, "{} would be loaded", self.files.join(", "))?;
        match &self.contents {
            Some(contents) => write!(f, "\n{contents}"),
            None => Ok(()),
        }
    }
}

/// What was loaded.
#[derive(Debug, Serialize)]
pub struct FilesLoaded {
    pub files: Vec<String>,
    pub statements: u64,
    /// Rows added, a table each, in the order in which they came.
    pub tables: Vec<TableRows>,
    pub seconds: f64,
    /// False when everything was rolled back, as was asked for.
    pub committed: bool,
    /// The backup that was taken first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<PathBuf>,
}

/// Rows that were added to a table.
#[derive(Debug, Serialize)]
pub struct TableRows {
    pub table: String,
    pub rows: u64,
}

impl FilesLoaded {
    /// Everything but the files' names: `12 statements, users 2 rows`.
    pub fn summary(&self) -> String {
        let mut text = counted(self.statements as usize, "statement");
        for TableRows { table, rows } in &self.tables {
            text.push_str(&format!(", {table} {}", counted(*rows as usize, "row")));
        }
        text
    }
}

impl fmt::Display for FilesLoaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = seconds(std::time::Duration::from_secs_f64(self.seconds));
        let what = if self.committed { "loaded" } else { "ran and rolled back" };
        write!(f, "{what} {}: {} ({time})", self.files.join(", "), self.summary())
    }
}
