use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::bytes;

/// What `dump` wrote.
#[derive(Debug, Serialize)]
pub struct Dumped {
    pub file: PathBuf,
    pub bytes: u64,
}

impl fmt::Display for Dumped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dumped to {} ({})", self.file.display(), bytes(self.bytes))
    }
}
