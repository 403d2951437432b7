use sqlx::Row;

use super::session::Session;
use crate::error::Result;

/// The number of user tables in the database.
pub async fn count(session: &mut Session) -> Result<i64> {
    session.row(include_str!("queries/user_tables.sql"), |row| row.try_get(0)).await
}

/// The user tables that are not Cruddur's, by their names in SQL. Cruddur's built-in schema
/// does not belong into such a database.
pub async fn others(session: &mut Session) -> Result<Vec<String>> {
    session.rows(include_str!("queries/other_tables.sql"), |row| row.try_get(0)).await
}
