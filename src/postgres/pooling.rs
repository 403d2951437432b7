//! Whether a pooler is in between, and what it pools. Nothing of the server is changed.

use std::time::Duration;

use super::client::{Client, Fault};
use super::connect_request::ConnectRequest;
use super::errors::{explain_fault, is_statement_pooling};
use crate::error::Result;

/// A pooler of sessions that has no other one free lets us wait for minutes.
const ENOUGH: Duration = Duration::from_secs(3);

/// How often a pooler of transactions gets the chance to show itself.
const ROUNDS: u32 = 3;

const PID: &str = "SELECT pg_catalog.pg_backend_pid()";

const PID_AND_CITUS: &str = "SELECT pg_catalog.pg_backend_pid() || ' ' || count(*) \
                             FROM pg_catalog.pg_extension WHERE extname = 'citus'";

/// What is in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// Nothing that gives sessions to others.
    None,
    Sessions,
    Transactions,
    Statements,
    /// A pooler that does not show what it pools.
    Unknown,
    /// The other side is no Postgres, and its numbers tell nothing.
    NoPostgres,
}

/// Compares the process ID that was told at login, which poolers make up, with the session's own.
/// Where they differ, looks in whose session two clients find themselves.
///
/// Errors: those of the logins.
pub async fn look(login: ConnectRequest<'_>) -> Result<Pooling> {
    let mut client = login.connect_client().await?;
    let explain = |fault| explain_fault(fault, login.target);
    if !client.engine().has_catalog() {
        return Ok(Pooling::NoPostgres);
    }
    let pid = client.ask(PID).await.map_err(explain)?;
    if pid == told(&client) {
        client.close().await;
        return Ok(Pooling::None);
    }
    let Ok(kind) = tokio::time::timeout(ENOUGH, kind(login, &mut client, pid)).await else {
        return Ok(Pooling::Unknown);
    };
    let kind = kind?.map_err(explain)?;
    client.close().await;
    Ok(kind)
}

/// Whether a pooler of any kind is in between.
pub async fn is_pooled(client: &mut Client) -> Result<bool, Fault> {
    Ok(client.engine().has_catalog() && client.ask(PID).await? != told(client))
}

/// Whether a pooler is in between, and whether the database has Citus, in one round trip.
pub async fn look_for_dump(client: &mut Client) -> Result<(bool, bool), Fault> {
    if !client.engine().has_catalog() {
        return Ok((false, false));
    }
    let answer = client.ask(PID_AND_CITUS).await?.unwrap_or_default();
    let (pid, citus) = answer.split_once(' ').unwrap_or_default();
    Ok((Some(pid.to_owned()) != told(client), citus == "1"))
}

/// The process ID that was told at login.
fn told(client: &Client) -> Option<String> {
    client.process_id().map(|pid| pid.to_string())
}

/// A session of one's own stays where it is, and is no one else's.
async fn kind(
    login: ConnectRequest<'_>,
    client: &mut Client,
    mut pid: Option<String>,
) -> Result<Result<Pooling, Fault>> {
    let mut other = login.connect_client().await?;
    let look = async {
        for _ in 0..ROUNDS {
            match other.execute("BEGIN".to_owned()).await {
                Err(Fault::Server(error)) if is_statement_pooling(&error.message) => {
                    return Ok(Pooling::Statements);
                }
                begun => begun?,
            }
            if other.ask(PID).await? == pid {
                return Ok(Pooling::Transactions);
            }
            other.execute("ROLLBACK".to_owned()).await?;
            let now = client.ask(PID).await?;
            if now != pid {
                return Ok(Pooling::Transactions);
            }
            pid = now;
        }
        Ok(Pooling::Sessions)
    };
    let found = look.await;
    other.close().await;
    Ok(found)
}
