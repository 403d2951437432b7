use serde::{Deserialize, Serialize};

use super::checksum::Checksum;

/// A row of the table of repeatable files.
#[derive(Debug, Clone, Deserialize)]
pub struct RepeatableRow {
    /// The file's name.
    pub name: String,
    /// The checksum of the file as last applied.
    pub checksum: Checksum,
    /// When that was, as formatted by the server.
    pub applied_on: String,
}

/// The state of a repeatable file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatableState {
    Applied,
    /// It never ran.
    Pending,
    /// It has changed since it ran, ignoring line ends and a byte order mark.
    Changed,
    /// It ran, but was deleted.
    Missing,
}

impl RepeatableState {
    /// Whether `migrate` would run it.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Pending | Self::Changed)
    }
}
