//! What a database contains, as estimates that are cheap to get.

use sqlx::Row;
use sqlx::postgres::PgRow;

use super::session::Session;
use crate::error::Result;
use crate::model::{Contents, TableEstimate, Timestamp};

/// Inspects the database that the connection is logged in to.
pub async fn look(session: &mut Session) -> Result<Contents> {
    let estimate = |row: &PgRow| {
        let (schema, name) = (row.try_get("schema")?, row.try_get("name")?);
        Ok(TableEstimate { schema, name, rows: row.try_get("rows")? })
    };
    let tables = session.rows(include_str!("queries/contents.sql"), estimate).await?;
    let contents = |total: &PgRow| {
        let last_activity: Option<i64> = total.try_get("last_activity")?;
        let last_activity = last_activity.map(Timestamp::from_unix);
        Ok(Contents { tables, bytes: total.try_get("bytes")?, last_activity })
    };
    session.row(include_str!("queries/contents_total.sql"), contents).await
}
