use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Row};

use super::Literal;
use super::errors::explain;
use crate::error::Result;
use crate::model::{DatabaseName, Session, Target};

/// The client sessions of one database, or of all.
pub async fn list(
    connection: &mut PgConnection,
    target: &Target,
    database: Option<&DatabaseName>,
) -> Result<Vec<Session>> {
    let name = database.map_or("NULL".to_owned(), |name| Literal(name.as_str()).to_string());
    let sql = include_str!("queries/sessions.sql").replace("$1", &name);
    let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await;
    let rows = rows.and_then(|rows| rows.iter().map(session).collect());
    rows.map_err(|error| explain(error, target))
}

fn session(row: &PgRow) -> sqlx::Result<Session> {
    Ok(Session {
        process_id: row.try_get("process_id")?,
        user: row.try_get("user")?,
        db: row.try_get("db")?,
        client_addr: row.try_get("client_addr")?,
        app: row.try_get("app")?,
        state: row.try_get("state")?,
        seconds: row.try_get("seconds")?,
        own: row.try_get("own")?,
    })
}
