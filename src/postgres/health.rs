//! Queries about a database's condition, for `doctor`.

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row, raw_sql};

use super::errors::explain;
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
    let Session { connection, target, .. } = session;
    let sql = include_str!("queries/health_privileges.sql");
    let row = raw_sql(sql).fetch_one(connection).await;
    row.and_then(|row| held(&row)).map_err(|error| explain(error, target))
}

fn held(row: &PgRow) -> sqlx::Result<Privileges> {
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
}

/// The server's version as reported (`15.18 (Debian ...)` without the part in parentheses).
pub async fn version(session: &mut Session) -> Result<String> {
    let Session { connection, target, .. } = session;
    let row = raw_sql("SHOW server_version").fetch_one(connection).await;
    let text: sqlx::Result<String> = row.and_then(|row| row.try_get(0));
    let text = text.map_err(|error| explain(error, target))?;
    Ok(text.split(" (").next().unwrap_or_default().to_owned())
}

/// Whether the server is a standby, and whether the session may only read.
pub async fn standing(session: &mut Session) -> Result<(bool, bool)> {
    let Session { connection, target, .. } = session;
    let row = raw_sql(session_attrs::KIND).fetch_one(connection).await;
    let kind: sqlx::Result<String> = row.and_then(|row| row.try_get(0));
    let kind = kind.map_err(|error| explain(error, target))?;
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
    let Session { connection, target, .. } = session;
    let knows_database =
        connection.server_version_num().is_some_and(|version| version >= DATABASE_VERSION_SINCE);
    let database = match knows_database {
        true => include_str!("queries/health_collation_of_database.sql"),
        false => "",
    };
    let query = fill(include_str!("queries/health_collations.sql"), &[("database", &database)]);
    let rows = raw_sql(AssertSqlSafe(query)).fetch_all(connection).await;
    let read = |row: &PgRow| {
        let (noted, present) = (row.try_get("noted")?, row.try_get("present")?);
        let (owner, owned) = (row.try_get("owner")?, row.try_get("owned")?);
        Ok(StaleCollation { name: row.try_get("what")?, noted, present, owner, owned })
    };
    let rows = rows.and_then(|rows| rows.iter().map(read).collect());
    rows.map_err(|error| explain(error, target))
}

/// The owner of the database, and whether the role may act as it.
pub async fn owner(session: &mut Session) -> Result<(String, bool)> {
    let Session { connection, target, .. } = session;
    let sql = include_str!("queries/health_owner.sql");
    let row = raw_sql(sql).fetch_one(connection).await;
    let read = |row: PgRow| Ok((row.try_get("owner")?, row.try_get("owned")?));
    row.and_then(read).map_err(|error| explain(error, target))
}

/// Where the setting that makes transactions read-only comes from: `pg_settings.source`.
pub async fn read_only_source(session: &mut Session) -> Result<String> {
    let Session { connection, target, .. } = session;
    let sql = "SELECT source FROM pg_catalog.pg_settings \
               WHERE name = 'default_transaction_read_only' AND setting = 'on'";
    let row = raw_sql(sql).fetch_optional(connection).await;
    let read = |row: PgRow| row.try_get("source");
    let source = row.and_then(|row| row.map(read).transpose());
    source.map(Option::unwrap_or_default).map_err(|error| explain(error, target))
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
    let Session { connection, target, .. } = session;
    let name = Literal(target.database().as_str());
    let query = fill(include_str!("queries/health_limits.sql"), &[("name", &name)]);
    let row = raw_sql(AssertSqlSafe(query)).fetch_optional(connection).await;
    let read = |row: PgRow| {
        let limit: i32 = row.try_get("limit")?;
        let connections = Some(limit).filter(|limit| *limit >= 0);
        Ok(Limits { allows_connections: row.try_get("allows")?, connections })
    };
    row.and_then(|row| row.map(read).transpose()).map_err(|error| explain(error, target))
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
