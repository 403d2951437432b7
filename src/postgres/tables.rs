use sqlx::postgres::PgConnection;
use sqlx::{Row, raw_sql};

use super::errors::explain;
use crate::error::Result;
use crate::model::Target;

/// How many tables of the user's own the database has.
pub async fn count(connection: &mut PgConnection, target: &Target) -> Result<i64> {
    let row = raw_sql(include_str!("queries/user_tables.sql")).fetch_one(connection).await;
    row.and_then(|row| row.try_get(0)).map_err(|error| explain(error, target))
}
