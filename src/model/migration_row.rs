use super::checksum::Checksum;

/// What is taken from the count of one that is on its way back, to distinguish the two.
pub const BACK: i64 = 1_000_000;

/// A row of the migrations table.
#[derive(Debug, Clone)]
pub struct MigrationRow {
    pub version: i64,
    /// `add bio`
    pub description: String,
    /// When it was applied, as the server writes it.
    pub installed_on: String,
    /// False for one that runs outside a transaction and is incomplete.
    pub success: bool,
    pub checksum: Checksum,
    /// Nanoseconds; sqlx writes -1 first. Ours for a row without success: -1 minus the
    /// statements that are done, or [`BACK`] less on the way back.
    pub execution_time: i64,
}

impl MigrationRow {
    /// Whether one that is incomplete is on its way back.
    pub fn is_going_back(&self) -> bool {
        !self.success && self.execution_time <= -BACK
    }

    /// How many statements of one that is incomplete are done, as far as is on record.
    pub fn statements_done(&self) -> u64 {
        let back = if self.is_going_back() { BACK - 1 } else { 0 };
        if self.success { 0 } else { u64::try_from(-1 - back - self.execution_time).unwrap_or(0) }
    }
}
