use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// The files of a new migration.
#[derive(Debug, Serialize)]
pub struct MigrationWritten {
    pub version: i64,
    pub files: Vec<PathBuf>,
}

impl fmt::Display for MigrationWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<String> = self.files.iter().map(|path| path.display().to_string()).collect();
        write!(f, "wrote {}", files.join(" and "))
    }
}
