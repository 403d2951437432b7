use serde::Deserialize;

use super::checksum::Checksum;

/// Subtracted from the count of one being rolled back, to distinguish the two.
pub const BACK: i64 = 1_000_000;

/// A row of the migrations table.
#[derive(Debug, Clone, Deserialize)]
pub struct MigrationRow {
    pub version: i64,
    /// `add bio`
    pub description: String,
    /// When it was applied, as formatted by the server.
    pub installed_on: String,
    /// False for one that runs outside a transaction and is incomplete.
    pub success: bool,
    pub checksum: Checksum,
    /// Nanoseconds; sqlx writes -1 first. Ours for an unsuccessful row: -1 minus the
    /// number of completed statements, or [`BACK`] less when rolling back.
    pub execution_time: i64,
}

impl MigrationRow {
    /// Whether an incomplete one is being rolled back.
    pub fn is_going_back(&self) -> bool {
        !self.success && self.execution_time <= -BACK
    }

    /// How many statements of an incomplete one are recorded as done.
    pub fn statements_done(&self) -> u64 {
        let back = if self.is_going_back() { BACK - 1 } else { 0 };
        if self.success { 0 } else { u64::try_from(-1 - back - self.execution_time).unwrap_or(0) }
    }
}
