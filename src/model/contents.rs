use serde::Serialize;

use super::Timestamp;

/// What is in a database.
#[derive(Debug, Clone, Serialize)]
pub struct Contents {
    /// The user's own tables, the largest first.
    pub tables: Vec<TableEstimate>,
    /// The size of the whole database; absent where the role may not know it.
    pub bytes: Option<i64>,
    /// When last something was done there, as far as the server noted it.
    pub last_activity: Option<Timestamp>,
}

/// A table and about how many rows it has.
#[derive(Debug, Clone, Serialize)]
pub struct TableEstimate {
    pub schema: String,
    pub name: String,
    /// Absent where the server never counted.
    pub rows: Option<i64>,
}
