use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

/// A variable that stands in a `.env` file now. Its value is a secret, and is not shown.
#[derive(Debug, Serialize)]
pub struct VariableWritten {
    pub variable: String,
    pub file: PathBuf,
    /// False where the file said so already.
    pub changed: bool,
}

impl fmt::Display for VariableWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { variable, file, changed } = self;
        let file = file.display();
        match changed {
            true => write!(f, "{variable} is set in {file}"),
            false => write!(f, "nothing to do: {variable} is set so in {file} already"),
        }
    }
}
