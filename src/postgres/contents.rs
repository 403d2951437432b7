//! What a database contains, as estimates that are cheap to get.

use sqlx::postgres::PgConnection;
use sqlx::{Row, raw_sql};

use super::errors::explain;
use super::session::Session;
use crate::error::Result;
use crate::model::{Contents, TableEstimate, Timestamp};

/// Inspects the database that the connection is logged in to.
pub async fn look(session: &mut Session) -> Result<Contents> {
    let Session { connection, target, .. } = session;
    query(connection).await.map_err(|error| explain(error, target))
}

async fn query(connection: &mut PgConnection) -> sqlx::Result<Contents> {
    let rows = raw_sql(include_str!("queries/contents.sql")).fetch_all(&mut *connection).await?;
    let mut tables = Vec::with_capacity(rows.len());
    for row in rows {
        let (schema, name) = (row.try_get("schema")?, row.try_get("name")?);
        tables.push(TableEstimate { schema, name, rows: row.try_get("rows")? });
    }
    let total = raw_sql(include_str!("queries/contents_total.sql")).fetch_one(connection).await?;
    let last_activity: Option<i64> = total.try_get("last_activity")?;
    Ok(Contents {
        tables,
        bytes: total.try_get("bytes")?,
        last_activity: last_activity.map(Timestamp::from_unix),
    })
}
