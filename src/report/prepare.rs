use std::fmt;

use serde::Serialize;

use super::migrate::Migrated;
use super::setup::SetUp;

/// What `prepare` did.
#[derive(Debug, Serialize)]
pub struct Prepared {
    pub database: String,
    /// A missing or empty database was created and filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_up: Option<SetUp>,
    /// An existing one was migrated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migrated: Option<Migrated>,
}

impl fmt::Display for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.set_up, &self.migrated) {
            (Some(set_up), _) => set_up.fmt(f),
            (None, Some(migrated)) => migrated.fmt(f),
            (None, None) => write!(
                f,
                "nothing to do: database {} has tables, and the project has no migrations",
                self.database
            ),
        }
    }
}
