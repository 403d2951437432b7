use super::checksum::Checksum;

/// A row of the migrations table.
#[derive(Debug, Clone)]
pub struct MigrationRow {
    pub version: i64,
    /// `add bio`
    pub description: String,
    /// When it was applied, as the server writes it.
    pub installed_on: String,
    /// False for one that runs outside a transaction and has not come to its end.
    pub success: bool,
    pub checksum: Checksum,
    /// Nanoseconds; sqlx writes -1 first. Ours for a row without success: -1 minus the
    /// statements that are done.
    pub execution_time: i64,
}

impl MigrationRow {
    /// How many statements of one that has not come to its end are done, as far as is on record.
    pub fn statements_done(&self) -> u64 {
        if self.success { 0 } else { u64::try_from(-1 - self.execution_time).unwrap_or(0) }
    }
}
