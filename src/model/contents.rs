use serde::Serialize;

use super::Timestamp;

/// The contents of a database.
#[derive(Debug, Clone, Serialize)]
pub struct Contents {
    /// The user's tables, the largest first.
    pub tables: Vec<TableEstimate>,
    /// The size of the database; `None` without permission.
    pub bytes: Option<i64>,
    /// The time of the last activity, as far as recorded by the server.
    pub last_activity: Option<Timestamp>,
}

/// A table and its estimated number of rows.
#[derive(Debug, Clone, Serialize)]
pub struct TableEstimate {
    pub schema: String,
    pub name: String,
    /// `None` without statistics.
    pub rows: Option<i64>,
}
