use serde::Serialize;

use super::checksum::Checksum;

/// A row of the table of repeatable files.
#[derive(Debug, Clone)]
pub struct RepeatableRow {
    /// The file's name.
    pub name: String,
    /// Of the file as it was applied last.
    pub checksum: Checksum,
    /// When that was, as the server writes it.
    pub applied_on: String,
}

/// How a repeatable file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatableState {
    Applied,
    /// It never ran.
    Pending,
    /// It has changed since it ran. Other line ends and a byte order mark are no change.
    Changed,
    /// It ran, and is gone.
    Missing,
}

impl RepeatableState {
    /// Whether `migrate` would run it.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Pending | Self::Changed)
    }
}
