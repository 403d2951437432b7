use sqlx::{AssertSqlSafe, Row, raw_sql};

use super::errors::explain;
use super::identifier::{Literal, fill};
use super::session::Session;
use crate::error::Result;
use crate::model::Structure;

/// The structure of the session's database. `ignored` are tables to omit, by their
/// qualified names as quoted by the server.
pub async fn structure(session: &mut Session, ignored: &[&str]) -> Result<Structure> {
    let ignored: Vec<_> = ignored.iter().map(|name| Literal(name).to_string()).collect();
    let sql = fill(include_str!("queries/structure.sql"), &[("ignored", &ignored.join(", "))]);
    let Session { connection, target, .. } = session;
    let major = connection.server_version_num().unwrap_or_default() as i32 / 10_000;
    let rows = raw_sql(AssertSqlSafe(sql)).fetch_all(connection).await;
    let objects = rows.and_then(|rows| {
        let object = |row: &sqlx::postgres::PgRow| {
            Ok(((row.try_get("kind")?, row.try_get("name")?), row.try_get("definition")?))
        };
        rows.iter().map(object).collect()
    });
    objects.map(|objects| Structure { objects, major }).map_err(|error| explain(error, target))
}
