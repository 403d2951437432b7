use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// What `dump` wrote.
#[derive(Debug, Serialize)]
pub struct Dumped {
    pub file: PathBuf,
    pub bytes: u64,
}

impl fmt::Display for Dumped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dumped to {} ({} bytes)", self.file.display(), self.bytes)
    }
}
