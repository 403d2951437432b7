//! How Citus distributes a database. This is read from its catalog, since pg_dump does not dump it.

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};

use super::Literal;
use super::client::Client;
use super::errors::explain_fault;
use super::identifier::fill;
use super::session::Session;
use crate::error::Result;
use crate::model::{Distribution, Target};

/// Whether the database has Citus, whether its version distributes schemas, and which
/// are distributed. (Its own view would be an error without Citus.)
const PRESENT: &str = "SELECT pg_catalog.to_regclass('pg_catalog.pg_dist_schema') IS NOT NULL \
                       FROM pg_catalog.pg_extension WHERE extname = 'citus'";

const SCHEMAS: &str = "SELECT n.nspname::text FROM pg_catalog.pg_dist_schema s \
                       JOIN pg_catalog.pg_namespace n ON n.oid = s.schemaid ORDER BY 1";

/// Whether the database of the client has Citus.
pub async fn is_there(client: &mut Client, target: &Target) -> Result<bool> {
    let answer = client.ask(PRESENT).await.map_err(|fault| explain_fault(fault, target))?;
    Ok(answer.is_some())
}

/// How the session's database is distributed; `None` without Citus.
pub async fn look(session: &mut Session) -> Result<Option<Distribution>> {
    let Some(has_schemas) = session.row_if_any(PRESENT, |row| row.try_get(0)).await? else {
        return Ok(None);
    };
    let schemas: Vec<String> = match has_schemas {
        true => session.rows(SCHEMAS, |row| row.try_get(0)).await?,
        false => Vec::new(),
    };
    let names: Vec<String> = schemas.iter().map(|name| Literal(name).to_string()).collect();
    let list = format!("ARRAY[{}]::pg_catalog.text[]", names.join(", "));
    let sql = fill(include_str!("queries/distribution.sql"), &[("schemas", &list)]);
    // In one message, hence one transaction: names are written as pg_dump writes them.
    let sql = format!("SET LOCAL search_path TO '';\n{sql}");
    let read = |row: &PgRow| Ok((row.try_get("kind")?, row.try_get("text")?));
    let rows: Vec<(String, String)> = session.rows(AssertSqlSafe(sql), read).await?;
    let mut found = Distribution::default();
    for (kind, text) in rows {
        match kind.as_str() {
            "node" => found.nodes.push(text),
            "left out" => found.left_out.push(text),
            _ => {
                found.reference += usize::from(kind == "reference");
                found.distributed += usize::from(kind == "distributed" || kind == "schema");
                found.calls.push(text);
            }
        }
    }
    Ok(Some(found))
}
