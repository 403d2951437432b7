use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};

use super::identifier::{Literal, fill};
use super::session::Session;
use crate::error::Result;
use crate::model::Structure;

/// The structure of the session's database. `ignored` are tables to omit, by their
/// qualified names as quoted by the server.
pub async fn structure(session: &mut Session, ignored: &[&str]) -> Result<Structure> {
    let ignored: Vec<_> = ignored.iter().map(|name| Literal(name).to_string()).collect();
    let sql = fill(include_str!("queries/structure.sql"), &[("ignored", &ignored.join(", "))]);
    let major = session.connection.server_version_num().unwrap_or_default() as i32 / 10_000;
    let object = |row: &PgRow| {
        Ok(((row.try_get("kind")?, row.try_get("name")?), row.try_get("definition")?))
    };
    let objects = session.rows(AssertSqlSafe(sql), object).await?.into_iter().collect();
    Ok(Structure { objects, major })
}
