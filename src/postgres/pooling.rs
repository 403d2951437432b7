//! Whether a pooler is in between, and what it pools. Nothing is changed on the server.

use std::time::Duration;

use super::client::{Client, Fault};
use super::connect_request::ConnectRequest;
use super::errors::explain_fault;
use super::hints::is_statement_pooling;
use crate::error::Result;

/// A session pooler without a free session makes clients wait for minutes.
const ENOUGH: Duration = Duration::from_secs(3);

/// How often to test for a transaction pooler.
const ROUNDS: u32 = 3;

const PID: &str = "SELECT pg_catalog.pg_backend_pid()";

const PID_AND_CITUS: &str = "SELECT pg_catalog.pg_backend_pid() || ' ' || count(*) \
                             FROM pg_catalog.pg_extension WHERE extname = 'citus'";

/// What is in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// No pooler.
    None,
    Sessions,
    Transactions,
    Statements,
    /// A pooler whose mode is unknown.
    Unknown,
    /// The server is not Postgres, so that its process IDs prove nothing.
    NoPostgres,
}

/// Compares the process ID reported at login, which poolers make up, with the session's own.
/// If they differ, checks which sessions two clients get.
///
/// Errors: those of the logins.
pub async fn look(login: ConnectRequest<'_>) -> Result<Pooling> {
    let mut client = login.connect_client().await?;
    let explain = |fault| explain_fault(fault, login.target);
    if !client.engine().has_catalog() {
        return Ok(Pooling::NoPostgres);
    }
    let pid = client.ask(PID).await.map_err(explain)?;
    if pid == reported_pid(&client) {
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
    Ok(client.engine().has_catalog() && client.ask(PID).await? != reported_pid(client))
}

/// Whether a pooler is in between, and whether the database has Citus, in one round trip.
pub async fn look_for_dump(client: &mut Client) -> Result<(bool, bool), Fault> {
    if !client.engine().has_catalog() {
        return Ok((false, false));
    }
    let answer = client.ask(PID_AND_CITUS).await?.unwrap_or_default();
    let (pid, citus) = answer.split_once(' ').unwrap_or_default();
    Ok((Some(pid.to_owned()) != reported_pid(client), citus == "1"))
}

/// The process ID reported at login.
fn reported_pid(client: &Client) -> Option<String> {
    client.process_id().map(|pid| pid.to_string())
}

/// A session pooler keeps the session, and gives it to no other client.
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
