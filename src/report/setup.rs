use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use super::seconds;

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
        write!(f, "{:<12} {} ({})", self.name, self.what, seconds(self.seconds))
    }
}

impl fmt::Display for SetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is ready in {}: {}", self.database, seconds(self.seconds), self.url)
    }
}
