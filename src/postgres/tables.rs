use sqlx::{Row, raw_sql};

use super::errors::explain;
use super::session::Session;
use crate::error::Result;

/// The number of user tables in the database.
pub async fn count(session: &mut Session) -> Result<i64> {
    let Session { connection, target, .. } = session;
    let row = raw_sql(include_str!("queries/user_tables.sql")).fetch_one(connection).await;
    row.and_then(|row| row.try_get(0)).map_err(|error| explain(error, target))
}

/// The user tables that are not Cruddur's, by their names in SQL. Cruddur's built-in schema
/// does not belong into such a database.
pub async fn others(session: &mut Session) -> Result<Vec<String>> {
    let Session { connection, target, .. } = session;
    let rows = raw_sql(include_str!("queries/other_tables.sql")).fetch_all(connection).await;
    let names = rows.and_then(|rows| rows.iter().map(|row| row.try_get(0)).collect());
    names.map_err(|error| explain(error, target))
}
