//! What is known about a database without connecting to it.

use std::fmt::Display;

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};

use super::identifier::fill;
use super::session::Session;
use super::{Literal, databases, properties};
use crate::error::Result;
use crate::model::{DatabaseName, Properties, TaggedComment};

/// What is known about a database, its server and the connecting role.
#[derive(Debug, Clone)]
pub struct DatabaseState {
    pub present: bool,
    /// Its name on the server.
    pub name: String,
    pub is_template: bool,
    /// As `server_version_num`: 150018 is 15.18.
    pub server_version: i32,
    /// The server is built with ICU.
    pub has_icu: bool,
    /// Citus is loaded, so that databases may be distributed.
    pub has_citus: bool,
    /// Identifies this server and its current run.
    pub server: String,
    /// The environment that it is tagged with, if any.
    pub tag: Option<String>,
    /// The directory of the project that it is tagged with, if any.
    pub project: Option<String>,
    /// A load that commits midway has not ended.
    pub is_part: bool,
    /// There is (also) an old-style tag: a setting, which only superusers can make.
    pub has_old_tag: bool,
    /// The options it was created with; `None` if it does not exist.
    pub properties: Option<Properties>,
    /// `template1` has the same encoding and locale.
    pub like_template: bool,
    /// The role may create databases.
    pub may_create: bool,
    /// The role is the owner, or a member of it, or a superuser.
    pub owned: bool,
    /// What prevents renaming or dropping it, as in `1 replication slots`.
    pub held_by: Option<String>,
    /// Databases left behind by an interrupted command.
    pub leftovers: Vec<DatabaseName>,
}

/// Queries the state of a database, from any database of the server.
pub async fn state(session: &mut Session, database: &DatabaseName) -> Result<DatabaseState> {
    session.row(AssertSqlSafe(query(database)), read).await
}

/// Queries the state of the session's own database, whatever the URL calls it.
pub async fn state_inside(session: &mut Session) -> Result<DatabaseState> {
    let query = query_for(session.target.database(), "current_database()");
    session.row(AssertSqlSafe(query), read).await
}

/// The query for the state of a database. It returns one row.
pub fn query(database: &DatabaseName) -> String {
    query_for(database, &Literal(database.as_str()).to_string())
}

fn query_for(database: &DatabaseName, name: &str) -> String {
    let staging = databases::staging_name(database);
    let replaced = databases::replaced_name(database);
    let (staging, replaced) = (Literal(staging.as_str()), Literal(replaced.as_str()));
    let values: [(&str, &dyn Display); 3] =
        [("name", &name), ("staging", &staging), ("replaced", &replaced)];
    fill(include_str!("queries/database_state.sql"), &values)
}

/// Reads the result of [`query`].
pub fn read(row: &PgRow) -> sqlx::Result<DatabaseState> {
    let present = row.try_get("present")?;
    let comment: Option<String> = row.try_get("comment")?;
    let tagged = comment.map(|text| TaggedComment::parse(&text)).unwrap_or_default();
    let old_tag: Option<String> = row.try_get("old_tag")?;
    let held_by: String = row.try_get("held_by")?;
    let leftovers: String = row.try_get("leftovers")?;
    let has_old_tag = old_tag.is_some();
    Ok(DatabaseState {
        present,
        name: row.try_get("name")?,
        is_template: row.try_get("is_template")?,
        server_version: row.try_get("version")?,
        has_icu: row.try_get("has_icu")?,
        has_citus: row.try_get("has_citus")?,
        server: row.try_get("server_started")?,
        tag: tagged.environment.or(old_tag),
        project: tagged.project,
        is_part: tagged.is_part,
        has_old_tag,
        properties: if present { Some(properties::read(row, tagged.comment)?) } else { None },
        like_template: row.try_get("like_template")?,
        may_create: row.try_get("may_create")?,
        owned: row.try_get("owned")?,
        held_by: Some(held_by).filter(|text| !text.is_empty()),
        leftovers: leftovers.split_whitespace().flat_map(DatabaseName::new).collect(),
    })
}

/// The server and database that a connection really leads to.
pub struct Identity {
    /// As [`DatabaseState::server`].
    pub server: String,
    pub database: String,
    /// The process ID of the session.
    pub pid: i32,
}

/// Asks the server where the connection leads; a pooler may have redirected it.
pub async fn identity(session: &mut Session) -> Result<Identity> {
    let sql = "SELECT extract(epoch FROM pg_postmaster_start_time())::text, \
            current_database()::text, pg_backend_pid()";
    let read = |row: &PgRow| {
        Ok(Identity { server: row.try_get(0)?, database: row.try_get(1)?, pid: row.try_get(2)? })
    };
    session.row(sql, read).await
}
