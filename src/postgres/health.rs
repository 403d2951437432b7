//! Queries about a database's condition, for `doctor`.

use sqlx::postgres::PgRow;
use sqlx::{Row, raw_sql};

use super::errors::explain;
use super::session::Session;
use crate::error::Result;

/// What a role may do in the database.
#[derive(Debug, Clone, Copy)]
pub struct Privileges {
    pub superuser: bool,
    /// It may create tables in the schema `public`.
    pub creates: bool,
    pub tables: i64,
    pub readable: i64,
    /// Tables that it may insert into, update and delete from.
    pub writable: i64,
}

/// An extension: the installed and the available version.
#[derive(Debug, Clone)]
pub struct Extension {
    pub name: String,
    pub installed: Option<String>,
    pub available: Option<String>,
}

/// What the role may do.
pub async fn privileges(session: &mut Session) -> Result<Privileges> {
    let Session { connection, target, .. } = session;
    let sql = include_str!("queries/health_privileges.sql");
    let row = raw_sql(sql).fetch_one(connection).await;
    row.and_then(|row| held(&row)).map_err(|error| explain(error, target))
}

fn held(row: &PgRow) -> sqlx::Result<Privileges> {
    Ok(Privileges {
        superuser: row.try_get("superuser")?,
        creates: row.try_get("creates")?,
        tables: row.try_get("tables")?,
        readable: row.try_get("readable")?,
        writable: row.try_get("writable")?,
    })
}

/// The server's version as reported (`15.18 (Debian ...)` without the part in parentheses).
pub async fn version(session: &mut Session) -> Result<String> {
    let Session { connection, target, .. } = session;
    let row = raw_sql("SHOW server_version").fetch_one(connection).await;
    let text: sqlx::Result<String> = row.and_then(|row| row.try_get(0));
    let text = text.map_err(|error| explain(error, target))?;
    Ok(text.split(" (").next().unwrap_or_default().to_owned())
}

/// The installed extensions, and `uuid-ossp` if the server has it.
pub async fn extensions(session: &mut Session) -> Result<Vec<Extension>> {
    let Session { connection, target, .. } = session;
    let rows = raw_sql(include_str!("queries/health_extensions.sql")).fetch_all(connection).await;
    let rows = rows.and_then(|rows| rows.iter().map(extension).collect());
    rows.map_err(|error| explain(error, target))
}

fn extension(row: &PgRow) -> sqlx::Result<Extension> {
    Ok(Extension {
        name: row.try_get("name")?,
        installed: row.try_get("installed")?,
        available: row.try_get("available")?,
    })
}
