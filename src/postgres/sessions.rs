use std::fmt::Display;

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};

use super::Literal;
use super::identifier::fill;
use super::session::Session;
use crate::error::{Error, Result};
use crate::model::{ClientSession, DatabaseName, masked};

/// The signal to send to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Cancels its current statement; the session stays.
    Cancel,
    /// Terminates the session.
    Kill,
}

/// The client sessions of one database, or of all, always including our own.
///
/// Errors: the server does not show its sessions, so that they are unknown.
pub async fn list(
    session: &mut Session,
    database: Option<&DatabaseName>,
) -> Result<Vec<ClientSession>> {
    Ok(look(session, database).await?.0)
}

/// The client sessions of all databases, and what they wait for, also on other nodes if the
/// database has Citus.
pub async fn list_with_waits(session: &mut Session) -> Result<Vec<ClientSession>> {
    let (mut list, has_citus) = look(session, None).await?;
    if has_citus {
        let wait = |row: &PgRow| Ok((row.try_get("waiting")?, row.try_get("blocking")?));
        let waits: Vec<(i32, i32)> =
            session.rows(include_str!("queries/citus_waits.sql"), wait).await?;
        for (waiting, blocking) in waits {
            let found = list.iter_mut().find(|session| session.process_id == waiting);
            if let Some(found) = found.filter(|it| !it.blocked_by.contains(&blocking)) {
                found.blocked_by.push(blocking);
            }
        }
    }
    Ok(list)
}

/// The sessions, and whether our database has Citus.
async fn look(
    session: &mut Session,
    database: Option<&DatabaseName>,
) -> Result<(Vec<ClientSession>, bool)> {
    let read = |row: &PgRow| Ok((read(row)?, row.try_get("has_citus")?));
    let rows: Vec<(_, bool)> = session.rows(AssertSqlSafe(query(database)), read).await?;
    let (list, has_citus): (Vec<ClientSession>, Vec<bool>) = rows.into_iter().unzip();
    match list.iter().any(|session| session.own) {
        true => Ok((list, has_citus.contains(&true))),
        false => Err(Error::failed(format!(
            "who is connected is unknown: this {} does not show its sessions",
            session.engine.name()
        ))),
    }
}

/// The query for the client sessions of one database, or of all, and our own. One row per session.
pub fn query(database: Option<&DatabaseName>) -> String {
    let name = database.map_or("NULL".to_owned(), |name| Literal(name.as_str()).to_string());
    fill(include_str!("queries/sessions.sql"), &[("database", &name)])
}

pub fn read(row: &PgRow) -> sqlx::Result<ClientSession> {
    let blocked_by: Option<String> = row.try_get("blocked_by")?;
    let blocked_by = blocked_by.unwrap_or_default();
    let query: Option<String> = row.try_get("query")?;
    Ok(ClientSession {
        process_id: row.try_get("process_id")?,
        user: row.try_get("user")?,
        db: row.try_get("db")?,
        client_addr: row.try_get("client_addr")?,
        app: row.try_get("app")?,
        state: row.try_get("state")?,
        seconds: row.try_get("seconds")?,
        wait: row.try_get("wait")?,
        relation: row.try_get("relation")?,
        query: query.map(|query| masked(&query).into_owned()),
        blocked_by: blocked_by.split(' ').filter_map(|pid| pid.parse().ok()).collect(),
        hidden: row.try_get("hidden")?,
        superuser: row.try_get("superuser")?,
        own: row.try_get("own")?,
        started: row.try_get("started")?,
        changed: row.try_get("changed")?,
    })
}

/// What became of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Signalled,
    Gone,
    /// It has done something since it was seen.
    Changed,
}

/// Sends the signal; `as_seen`, only if the session has done nothing since it was seen.
///
/// Errors: insufficient privilege.
pub async fn send(
    session: &mut Session,
    to: &ClientSession,
    signal: Signal,
    as_seen: bool,
) -> Result<Sent> {
    let sql = match signal {
        Signal::Cancel => include_str!("queries/session_cancel.sql"),
        Signal::Kill => include_str!("queries/session_kill.sql"),
    };
    let text = |value: Option<&String>| value.map_or("NULL".into(), |it| Literal(it).to_string());
    let started = text(to.started.as_ref());
    let changed = text(to.changed.as_ref().filter(|_| as_seen));
    let values: [(&str, &dyn Display); 3] =
        [("pid", &to.process_id), ("started", &started), ("changed", &changed)];
    let sql = AssertSqlSafe(fill(sql, &values));
    Ok(match session.row_if_any(sql, |row| row.try_get::<Option<bool>, _>(0)).await? {
        Some(Some(true)) => Sent::Signalled,
        Some(None) => Sent::Changed,
        None | Some(Some(false)) => Sent::Gone,
    })
}

/// The sessions that still exist.
pub async fn left(session: &mut Session, of: &[&ClientSession]) -> Result<Vec<i32>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let started = |it: &ClientSession| Literal(it.started.as_deref().unwrap_or("")).to_string();
    let list: Vec<String> =
        of.iter().map(|it| format!("({}, {})", it.process_id, started(it))).collect();
    let sql = fill(include_str!("queries/sessions_left.sql"), &[("sessions", &list.join(", "))]);
    session.rows(AssertSqlSafe(sql), |row| row.try_get(0)).await
}
