use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::{counted, seconds};

/// What was loaded.
#[derive(Debug, Serialize)]
pub struct FilesLoaded {
    pub files: Vec<String>,
    pub statements: u64,
    /// Rows added per table, in order of first use.
    pub tables: Vec<TableRows>,
    pub seconds: f64,
    /// False if everything was rolled back, as requested.
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
        let time = seconds(self.seconds);
        let what = if self.committed { "loaded" } else { "ran and rolled back" };
        write!(f, "{what} {}: {} ({time})", self.files.join(", "), self.summary())
    }
}
