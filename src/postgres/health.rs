//! Queries about a database's condition, for `doctor`.

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};

use super::identifier::fill;
use super::session::Session;
use super::{Literal, session_attrs};
use crate::error::Result;

/// The first server version that notes a database's collation version.
const DATABASE_VERSION_SINCE: u32 = 150_000;

/// What a role may do in the database.
#[derive(Debug, Clone)]
pub struct Privileges {
    /// Which role: a setting may make another of the one that logs in.
    pub role: String,
    pub superuser: bool,
    /// It may create tables in the schema `public`.
    pub creates: bool,
    pub tables: i64,
    pub readable: i64,
    /// Tables that it may insert into, update and delete from.
    pub writable: i64,
    pub sequences: i64,
    /// Sequences that it may read, as a dump does.
    pub readable_sequences: i64,
    /// The schemas of the others, as the server quotes them.
    pub schemas: Vec<String>,
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
    let held = |row: &PgRow| {
        Ok(Privileges {
            role: row.try_get("role")?,
            superuser: row.try_get("superuser")?,
            creates: row.try_get("creates")?,
            tables: row.try_get("tables")?,
            readable: row.try_get("readable")?,
            writable: row.try_get("writable")?,
            sequences: row.try_get("sequences")?,
            readable_sequences: row.try_get("readable_sequences")?,
            schemas: row.try_get("schemas")?,
        })
    };
    session.row(include_str!("queries/health_privileges.sql"), held).await
}

/// The server's version as reported (`15.18 (Debian ...)` without the part in parentheses).
pub async fn version(session: &mut Session) -> Result<String> {
    let text: String = session.row("SHOW server_version", |row| row.try_get(0)).await?;
    Ok(text.split(" (").next().unwrap_or_default().to_owned())
}

/// Whether the server is a standby, and whether the session may only read.
pub async fn standing(session: &mut Session) -> Result<(bool, bool)> {
    let kind: String = session.row(session_attrs::KIND, |row| row.try_get(0)).await?;
    Ok((kind.starts_with('t'), kind.ends_with('t')))
}

/// What was sorted by another version of the system's collations than the present one.
#[derive(Debug, Clone)]
pub struct StaleCollation {
    /// A collation, as the server quotes it; None for the database itself.
    pub name: Option<String>,
    pub noted: Option<String>,
    /// None where the provider has no versions any more.
    pub present: Option<String>,
    pub owner: String,
    /// The role may act as the owner.
    pub owned: bool,
}

/// What may have to be sorted again, since the system's collations have changed.
pub async fn stale_collations(session: &mut Session) -> Result<Vec<StaleCollation>> {
    let version = session.connection.server_version_num();
    let database = match version.is_some_and(|version| version >= DATABASE_VERSION_SINCE) {
        true => include_str!("queries/health_collation_of_database.sql"),
        false => "",
    };
    let query = fill(include_str!("queries/health_collations.sql"), &[("database", &database)]);
    let read = |row: &PgRow| {
        let (noted, present) = (row.try_get("noted")?, row.try_get("present")?);
        let (owner, owned) = (row.try_get("owner")?, row.try_get("owned")?);
        Ok(StaleCollation { name: row.try_get("what")?, noted, present, owner, owned })
    };
    session.rows(AssertSqlSafe(query), read).await
}

/// The owner of the database, and whether the role may act as it.
pub async fn owner(session: &mut Session) -> Result<(String, bool)> {
    let read = |row: &PgRow| Ok((row.try_get("owner")?, row.try_get("owned")?));
    session.row(include_str!("queries/health_owner.sql"), read).await
}

/// Where the setting that makes transactions read-only comes from: `pg_settings.source`.
pub async fn read_only_source(session: &mut Session) -> Result<String> {
    let sql = "SELECT source FROM pg_catalog.pg_settings \
            WHERE name = 'default_transaction_read_only' AND setting = 'on'";
    let source = session.row_if_any(sql, |row| row.try_get("source")).await?;
    Ok(source.unwrap_or_default())
}

/// How many a database lets in, as it looks from another one.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub allows_connections: bool,
    /// Its connection limit; None where it has none.
    pub connections: Option<i32>,
}

/// Asks from another database how many the target's lets in. None where it is not there.
pub async fn limits(session: &mut Session) -> Result<Option<Limits>> {
    let name = Literal(session.target.database().as_str());
    let query = fill(include_str!("queries/health_limits.sql"), &[("name", &name)]);
    let read = |row: &PgRow| {
        let limit: i32 = row.try_get("limit")?;
        let connections = Some(limit).filter(|limit| *limit >= 0);
        Ok(Limits { allows_connections: row.try_get("allows")?, connections })
    };
    session.row_if_any(AssertSqlSafe(query), read).await
}

/// The installed extensions, and `uuid-ossp` if the server has it.
pub async fn extensions(session: &mut Session) -> Result<Vec<Extension>> {
    let extension = |row: &PgRow| {
        let (installed, available) = (row.try_get("installed")?, row.try_get("available")?);
        Ok(Extension { name: row.try_get("name")?, installed, available })
    };
    session.rows(include_str!("queries/health_extensions.sql"), extension).await
}
