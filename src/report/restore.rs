use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::{counted, seconds};

/// What `restore` did.
#[derive(Debug, Serialize)]
pub struct Restored {
    pub database: String,
    pub file: PathBuf,
    /// It replaced an existing database.
    pub replaced: bool,
    pub statements: u64,
    /// Rows of all tables together.
    pub rows: u64,
    /// The backup that was taken of the replaced database.
    pub backup: Option<PathBuf>,
    pub seconds: f64,
}

impl fmt::Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "database {} restored from {}: {}, {} ({})",
            self.database,
            self.file.display(),
            counted(self.statements as usize, "statement"),
            counted(self.rows as usize, "row"),
            seconds(self.seconds)
        )
    }
}
